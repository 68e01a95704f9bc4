package org.bucketcopy.job.stores;

import java.util.Map;
import org.bucketcopy.job.stores.bos.BosOpener;
import org.bucketcopy.job.stores.oss.OssOpener;
import org.bucketcopy.job.stores.s3.S3StoreOpener;
import org.bucketcopy.planner.thread.RealMachine;

/** Openers with the limits of every run. */
public final class Openers {
  public static final RequestLimits LIMITS = RequestLimits.standard(RealMachine.TIMER);

  private Openers() {}

  public static S3StoreOpener s3(Map<String, String> environment) {
    return new S3StoreOpener(environment, LIMITS, RealMachine.MACHINE);
  }

  public static OssOpener oss(Map<String, String> environment) {
    return new OssOpener(environment, LIMITS, RealMachine.MACHINE);
  }

  public static BosOpener bos(Map<String, String> environment) {
    return new BosOpener(environment, LIMITS, RealMachine.MACHINE);
  }
}
