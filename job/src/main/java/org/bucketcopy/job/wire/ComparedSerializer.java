package org.bucketcopy.job.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.google.common.collect.ImmutableList;
import org.bucketcopy.planner.verify.Comparison;
import org.bucketcopy.planner.verify.Evidence;

final class ComparedSerializer extends WireSerializer<Compared> {
  private static final String EQUAL = "=";
  private static final String DIFFERENT = "!";
  private static final String UNDECIDED = "?";
  private static final String MISSING = "-";
  private static final String EXTRA = "+";

  @Override
  public void write(Kryo kryo, Output out, Compared compared) {
    Comparison content = compared.content();
    if (content instanceof Comparison.Equal equal) {
      write(out, EQUAL, equal.evidence().name());
    } else if (content instanceof Comparison.Different different) {
      write(out, DIFFERENT, different.what());
    } else if (content instanceof Comparison.Undecided undecided) {
      write(out, UNDECIDED, undecided.why());
    } else {
      write(out, content instanceof Comparison.Missing ? MISSING : EXTRA, "");
    }
    out.writeInt(compared.metadata().size(), true);
    compared.metadata().forEach(out::writeString);
  }

  private static void write(Output out, String kind, String detail) {
    out.writeString(kind);
    out.writeString(detail);
  }

  @Override
  Compared read(Kryo kryo, Input in) {
    Comparison content = content(in.readString(), in.readString());
    ImmutableList.Builder<String> metadata = ImmutableList.builder();
    for (int left = in.readInt(true); left > 0; left--) {
      metadata.add(in.readString());
    }
    return new Compared(content, metadata.build());
  }

  private static Comparison content(String kind, String detail) {
    return switch (kind) {
      case EQUAL -> new Comparison.Equal(Evidence.valueOf(detail));
      case DIFFERENT -> new Comparison.Different(detail);
      case UNDECIDED -> new Comparison.Undecided(detail);
      case MISSING -> new Comparison.Missing();
      case EXTRA -> new Comparison.Extra();
      default -> throw new IllegalArgumentException("no comparison is " + kind);
    };
  }
}
