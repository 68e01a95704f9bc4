package org.bucketcopy.job.drill;

/** Sends random objects to an OSS server that fails. */
abstract class SendingDrill implements Drill {
  private final FailingService service;
  private final RandomObjects objects;

  SendingDrill(Measure measure) {
    this.service = new FailingService(measure);
    this.objects = new RandomObjects(measure);
  }

  /** How the server fails that they are sent to. */
  FailingService service() {
    return service;
  }

  /** What is sent. */
  RandomObjects objects() {
    return objects;
  }

  @Override
  public final long parts() {
    return objects.parts();
  }

  @Override
  public final long partsMade() {
    return service.partsMade();
  }

  @Override
  public final long partsAgain() {
    return service.partsAgain();
  }

  @Override
  public long inFlight() {
    return service.inFlight();
  }

  @Override
  public final String made() {
    return "sent";
  }
}
