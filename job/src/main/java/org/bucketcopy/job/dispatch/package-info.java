/**
 * Gives work to executors and takes what became of it.
 *
 * <p>Every request of a copy is pure waiting, so one task per request, or fixed batches per task,
 * leaves most of a cluster idle (measured: 13 to 60 % of what is possible). Instead one long-lived
 * {@link org.bucketcopy.job.dispatch.CopyPump} task per slot asks the driver for leases of work
 * over Spark's plugin channel, keeps its executor's {@link
 * org.bucketcopy.job.dispatch.RequestWindow} full, and hands in outcomes with its next request,
 * within milliseconds. Spark keeps what it is good at: machines, processes, failure detection,
 * messages, the user interface.
 *
 * <p>A pump also keeps some work that does not fit into its window yet, so that a request that
 * finishes is followed by the next at once; near the end none, when another pump could start it.
 *
 * <p>On the driver, {@link org.bucketcopy.job.dispatch.WorkQueue} holds what is ready, bounded, and
 * {@link org.bucketcopy.job.dispatch.LeaseCoordinator} knows who has what. Work of a pump that is
 * lost or silent is assigned again; of two requests for the same work the first success counts, and
 * a failure only when no other is out. Each work is answered or dropped exactly once.
 *
 * <p>A pump says on which host it is, and of an upload gets the parts first that this host holds
 * ({@link org.bucketcopy.job.dispatch.PartSource}). When there are none it gets any: no pump waits
 * for what is near to it.
 *
 * <p>Executors find the buckets of the run by settings that the driver has found, and say with each
 * message where those are; {@link org.bucketcopy.job.dispatch.LeaseGate} gives no work to one that
 * reaches another service.
 *
 * <p>The coordinator and the pumps know nothing of what the work is: a {@link
 * org.bucketcopy.job.wire.WorkItem} runs itself on the executor, and its result comes back to the
 * {@link org.bucketcopy.job.dispatch.Work} that waits for it.
 *
 * <p>Each message of a pump reports the load of its executor on each bucket, and each lease the
 * executor's shares of their {@link org.bucketcopy.planner.pace.RequestBudgets}: the window bounds
 * requests in flight and the bytes held for them, the pacers requests in a second, and the bytes
 * that are sent in one. Where these have a limit, no more bodies are given out than it can take.
 */
package org.bucketcopy.job.dispatch;
