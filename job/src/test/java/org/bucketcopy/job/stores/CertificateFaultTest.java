package org.bucketcopy.job.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.Test;

class CertificateFaultTest {
  @Test
  void tellsWhatIsWrongWithACertificate() {
    Exception path = new CertPathValidatorException("validity check failed");
    Throwable handshake =
        new SSLHandshakeException("PKIX").initCause(new CertificateException("PKIX", path));

    assertThat(CertificateFault.of(StoreOperation.COMPLETE, "s3://b/k", new IOException(handshake)))
        .contains(
            StoreFault.found(
                StoreFault.Kind.INVALID,
                StoreOperation.COMPLETE,
                "s3://b/k",
                "the server's certificate is not trusted: validity check failed"));
  }

  @Test
  void tellsOfACertificateForAnotherName() {
    Exception failure = new SSLPeerUnverifiedException("it is for *.example");

    assertThat(
            CertificateFault.of(StoreOperation.COMPLETE, "s3://b/k", failure)
                .map(StoreFault::message))
        .contains("the server's certificate is not trusted: it is for *.example");
  }

  @Test
  void withoutATrustStoreNothingIsTrusted() {
    Exception failure =
        new SSLException("Unexpected error", new InvalidAlgorithmParameterException("no anchors"));

    assertThat(
            CertificateFault.of(StoreOperation.COMPLETE, "s3://b/k", failure)
                .map(StoreFault::message))
        .contains("the server's certificate is not trusted: no anchors");
  }

  @Test
  void aHandshakeThatWasCutShortSaysNothingOfTheCertificate() {
    Exception failure = new SSLHandshakeException("Remote host terminated the handshake");

    assertThat(CertificateFault.of(StoreOperation.COMPLETE, "s3://b/k", failure)).isEmpty();
  }
}
