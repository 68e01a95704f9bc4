package org.bucketcopy.job.manifest;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.BufferedReader;
import java.io.IOException;
import org.bucketcopy.planner.model.Bucket;

/** Rows of fields, which are what {@link CsvLayout} says. */
final class CsvRows implements Rows {
  private final MappingIterator<String[]> records;
  private final CsvLayout layout;
  private final int fields;

  /** A row that was read and not given; none if it has no fields. */
  private String[] ahead;

  /**
   * Reads the first row.
   *
   * @param sourceBucket the bucket that every source is in
   * @throws IllegalArgumentException if it is not known what the fields are
   */
  CsvRows(BufferedReader in, Bucket sourceBucket) throws IOException {
    this(records(in), sourceBucket);
  }

  private CsvRows(MappingIterator<String[]> records, Bucket sourceBucket) throws IOException {
    this.records = records;
    String[] first = records.hasNextValue() ? records.nextValue() : new String[0];
    this.layout = CsvLayout.of(first, sourceBucket);
    this.fields = first.length;
    this.ahead = layout.hasHeader() ? new String[0] : first;
  }

  private static MappingIterator<String[]> records(BufferedReader in) throws IOException {
    return CsvMapper.builder()
        .enable(CsvParser.Feature.WRAP_AS_ARRAY, CsvParser.Feature.SKIP_EMPTY_LINES)
        .build()
        .readerFor(String[].class)
        .readValues(in);
  }

  @Override
  public boolean hasNext() throws IOException {
    return ahead.length > 0 || records.hasNextValue();
  }

  @Override
  public RowFields next() throws IOException {
    String[] row = ahead.length > 0 ? ahead : read();
    ahead = new String[0];
    checkArgument(
        row.length == fields, "it has %s fields, and the first row has %s", row.length, fields);
    return layout.fields(row);
  }

  private String[] read() throws IOException {
    try {
      return records.nextValue();
    } catch (JsonProcessingException unreadable) {
      throw new IOException(unreadable.getOriginalMessage(), unreadable);
    }
  }

  @Override
  public long line() {
    return records.getParser().currentTokenLocation().getLineNr();
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
