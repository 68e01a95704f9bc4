package org.bucketcopy.job.transfer;

import java.util.List;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.wire.RelayPutWork;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.relay.RelayedObject;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.StoreFault;

/**
 * An object that one GetObject reads and one PutObject sends.
 *
 * @param owner notified of what came of it
 * @param pair what goes where
 * @param call how it is sent
 * @param repeated whether it takes the place of an object that was wrong or not known to be right
 */
record RelayedWhole(RelayedWholes owner, CopyPair pair, Call call, boolean repeated)
    implements WholeWork<RelayedObject>, FailedPuts.Failed {
  /**
   * How an object is sent.
   *
   * @param put what it is given in any case
   * @param token marks it
   * @param tags what is wanted of its source's tags
   * @param losses what it will not carry, a sentence each
   */
  record Call(ObjectPut put, UploadToken token, TagRule tags, List<String> losses) {}

  @Override
  public ObjectPut put() {
    return call.put();
  }

  @Override
  public UploadToken token() {
    return call.token();
  }

  @Override
  public void again() {
    owner.again(new RelayedWhole(owner, pair, call, /* repeated= */ true));
  }

  @Override
  public RelayPutWork item(long id) {
    owner.begun(this);
    return new RelayPutWork(id, pair.source(), call.put(), call.tags());
  }

  @Override
  public long bytesSent() {
    return pair.source().size();
  }

  @Override
  public void done(RelayedObject made) {
    owner.relayed(this, made);
  }

  @Override
  public void failed(StoreFault fault) {
    owner.failed(this, fault);
  }
}
