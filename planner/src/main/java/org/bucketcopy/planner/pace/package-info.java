/**
 * How fast requests may be sent to a bucket that asks to slow down: one budget for the whole run,
 * of which each process gets a share that its pacer keeps. Each bucket has its own: {@link
 * org.bucketcopy.planner.pace.RequestBudgets} on the driver, {@link
 * org.bucketcopy.planner.pace.RequestPacers} in each process.
 *
 * <p>Until a store throttles for the first time there is no rate. From then on {@link
 * org.bucketcopy.planner.pace.RequestBudget} follows the store's limit: a little down for each
 * burst of throttled requests, then quickly back to just below the rate at which it happened,
 * slowly past it, and faster and faster where nothing stops it. It counts what the store accepted,
 * since that is what the store can do, whatever was asked of it. Refused: a rate for each process,
 * which has to find the same limit many times and never learns of room that others leave.
 *
 * <p>Retries are paced like first attempts: {@link org.bucketcopy.planner.pace.PacedStore} belongs
 * under {@link org.bucketcopy.planner.store.RetryingStore}.
 *
 * <p>The bytes that a run sends have a budget of their own ({@link
 * org.bucketcopy.planner.pace.ByteBudget}), if a user sets one. To slow the streams down is not
 * enough: with a hundred bodies open at a low rate, none would end within the hour that a request
 * may take. So the number of open bodies follows the rate ({@link
 * org.bucketcopy.planner.pace.OpenBodies}): the driver gives no more of them out, and no process
 * begins more.
 */
package org.bucketcopy.planner.pace;
