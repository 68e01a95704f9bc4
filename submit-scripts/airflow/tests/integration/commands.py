"""
Runs commands of Airflow, one after the other, in one process: what ``airflow`` costs most is its start.

Each line of standard input is a command without the word ``airflow``. A line with its exit code follows its output.
"""

import sys

from airflow.__main__ import main

for line in sys.stdin:
    sys.argv = ["airflow", *line.split()]
    try:
        main()
        code = 0
    except SystemExit as end:
        code = end.code
    sys.stderr.flush()
    print(f"\nended with {code}", flush=True)
