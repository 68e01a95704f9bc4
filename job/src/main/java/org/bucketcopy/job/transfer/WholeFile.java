package org.bucketcopy.job.transfer;

import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.wire.PutWork;
import org.bucketcopy.planner.source.UploadPair;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoredObject;

/**
 * A file that one PutObject sends.
 *
 * @param owner notified of what came of it
 * @param pair what goes where
 * @param put the call
 * @param token marks the object
 * @param repeated whether it takes the place of an object that was wrong or not known to be right
 */
record WholeFile(
    WholeFiles owner, UploadPair pair, ObjectPut put, UploadToken token, boolean repeated)
    implements WholeWork<StoredObject>, FailedPuts.Failed {
  @Override
  public void again() {
    owner.again(new WholeFile(owner, pair, put, token, /* repeated= */ true));
  }

  @Override
  public PutWork item(long id) {
    owner.begun(this);
    return new PutWork(id, put, pair.source());
  }

  @Override
  public long bytesSent() {
    return pair.source().size();
  }

  @Override
  public void done(StoredObject made) {
    owner.stored(this);
  }

  @Override
  public void failed(StoreFault fault) {
    owner.failed(this, fault);
  }
}
