package org.bucketcopy.job.options;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option whose values are the names of constants, in lower case and with hyphens. */
abstract class Choice<E extends Enum<E>> implements ITypeConverter<E> {
  private final List<E> choices;

  /**
   * @param choices in the order in which messages name them
   */
  Choice(List<E> choices) {
    this.choices = ImmutableList.copyOf(choices);
  }

  /** A constant as a user writes it. */
  static String word(Enum<?> choice) {
    return Ascii.toLowerCase(choice.name()).replace('_', '-');
  }

  @Override
  public E convert(String text) {
    return choices.stream()
        .filter(choice -> word(choice).equals(text))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException(noneOf(text)));
  }

  private String noneOf(String text) {
    String all = choices.stream().map(Choice::word).collect(Collectors.joining(", "));
    return '"' + text + "\" is none of " + all;
  }
}
