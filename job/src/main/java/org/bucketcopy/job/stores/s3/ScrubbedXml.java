package org.bucketcopy.job.stores.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * Makes answers readable that repeat a key with control characters. XML 1.0 cannot hold them, yet
 * servers write them there; they become question marks, since nobody reads a key from an answer
 * other than a listing, which {@link KeptBody} keeps as it is.
 */
final class ScrubbedXml implements ExecutionInterceptor {
  @Override
  public Optional<Publisher<ByteBuffer>> modifyAsyncHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    if (context.request() instanceof GetObjectRequest || KeptBody.isFor(context.request())) {
      return context.responsePublisher();
    }
    Scrubber scrubber = new Scrubber();
    return context
        .responsePublisher()
        .map(content -> SdkPublisher.adapt(content).map(scrubber::scrubbed));
  }

  /** Goes through one answer, piece by piece. */
  static final class Scrubber {
    private static final int LONGEST_REFERENCE = 12;
    private static final Pattern REFERENCE = Pattern.compile("&#(?:x0*(\\p{XDigit}+)|0*(\\d+));");

    private final ByteArrayOutputStream reference = new ByteArrayOutputStream();

    /**
     * {@code piece} as XML, which is nearly always {@code piece} itself; a reference at its end is
     * kept back until the next piece.
     */
    ByteBuffer scrubbed(ByteBuffer piece) {
      if (reference.size() == 0 && isClean(piece)) {
        return piece;
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream(piece.remaining());
      while (piece.hasRemaining()) {
        take(piece.get(), out);
      }
      return ByteBuffer.wrap(out.toByteArray());
    }

    /** Whether there is no forbidden character, and no number that may stand for one. */
    private static boolean isClean(ByteBuffer piece) {
      int end = piece.limit();
      for (int i = piece.position(); i < end; i++) {
        byte next = piece.get(i);
        if (next < ' ' && isForbidden(next)) {
          return false;
        }
        if (next == '&' && (i + 1 == end || piece.get(i + 1) == '#')) {
          return false;
        }
      }
      return true;
    }

    private void take(byte next, ByteArrayOutputStream out) {
      if (next == '&' || reference.size() > 0) {
        reference.write(next);
        if (next == ';' || reference.size() > LONGEST_REFERENCE) {
          endReference(out);
        }
      } else {
        out.write(isForbidden(next) ? '?' : next);
      }
    }

    private void endReference(ByteArrayOutputStream out) {
      Matcher number = REFERENCE.matcher(reference.toString(US_ASCII));
      if (number.matches() && isForbidden(value(number))) {
        out.write('?');
      } else {
        out.writeBytes(reference.toByteArray());
      }
      reference.reset();
    }

    private static int value(Matcher reference) {
      return reference.group(1) != null
          ? Integer.parseInt(reference.group(1), 16)
          : Integer.parseInt(reference.group(2));
    }

    private static boolean isForbidden(int character) {
      return 0 <= character
          && character < ' '
          && character != '\t'
          && character != '\n'
          && character != '\r';
    }
  }
}
