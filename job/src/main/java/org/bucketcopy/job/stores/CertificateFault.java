package org.bucketcopy.job.stores;

import com.google.common.base.Throwables;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/** A server's certificate that this JVM does not trust, or that is another server's. */
public final class CertificateFault {
  private CertificateFault() {}

  /**
   * The fault of a call that was never sent for this reason; no retry heals it. Empty if it failed
   * for another.
   *
   * @param target on what it was made
   * @param failure how it failed
   */
  public static Optional<StoreFault> of(
      StoreOperation operation, Object target, Throwable failure) {
    List<Throwable> chain = Throwables.getCausalChain(failure);
    Throwable root = chain.get(chain.size() - 1);
    return chain.stream().anyMatch(CertificateFault::isOfCertificate)
        ? Optional.of(
            StoreFault.found(
                StoreFault.Kind.INVALID,
                operation,
                target,
                "the server's certificate is not trusted: " + root.getMessage()))
        : Optional.empty();
  }

  private static boolean isOfCertificate(Throwable failure) {
    return failure instanceof CertificateException
        || failure instanceof SSLPeerUnverifiedException
        // The JVM's trust store is empty, or its file is not there.
        || failure instanceof InvalidAlgorithmParameterException;
  }
}
