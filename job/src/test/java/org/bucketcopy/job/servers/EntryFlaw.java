package org.bucketcopy.job.servers;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wrong with some entries of a page: those whose key has the word {@code flawed}, and parts
 * of number 2.
 */
public enum EntryFlaw {
  NO_KEY("Key"),
  EMPTY_KEY("Key", ""),
  NO_ETAG("ETag"),
  EMPTY_ETAG("ETag", ""),
  NO_SIZE("Size"),
  NEGATIVE_SIZE("Size", "-1"),
  UNREADABLE_SIZE("Size", "many"),
  HUGE_SIZE("Size", "99999999999999999999"),
  NO_TIME("LastModified|Initiated"),
  UNREADABLE_TIME("LastModified|Initiated", "yesterday"),
  NO_UPLOAD_ID("UploadId"),
  EMPTY_UPLOAD_ID("UploadId", ""),
  NO_PART_NUMBER("PartNumber"),
  UNREADABLE_PART_NUMBER("PartNumber", "two"),
  /** Written so by a server that takes the bytes of a key for text, whatever they are. */
  KEY_NOT_UTF8("Key") {
    @Override
    String flawed(String entry) {
      return entry.replace("flawed", entry.startsWith("<") ? "flawed%FF" : "flawed\u00FF");
    }
  },
  /** Written so by a server that puts U+FFFD where it cannot write a character. */
  KEY_REPLACED("Key") {
    @Override
    String flawed(String entry) {
      return entry.replace("flawed", "flawed\u00EF\u00BF\u00BD");
    }
  };

  private static final Pattern ENTRY =
      Pattern.compile(
          "<(?<tag>Contents|Upload|Part)>.*?</\\k<tag>>"
              + "|\\{(?:[^{}]|\\{[^{}]*\\})*\\}(?=[,\\]])",
          Pattern.DOTALL);
  private static final Pattern CHOSEN =
      Pattern.compile("flawed|<PartNumber>2<|\"partNumber\":2\\b");

  private final Pattern xml;
  private final Pattern json;
  private final Optional<String> value;

  EntryFlaw(String field) {
    this(field, Optional.empty());
  }

  EntryFlaw(String field, String value) {
    this(field, Optional.of(value));
  }

  EntryFlaw(String field, Optional<String> value) {
    this.xml = Pattern.compile("<(" + field + ")>[^<]*</\\1>");
    this.json = Pattern.compile("(?i)\"(" + field + ")\":(\"[^\"]*\"|\\d+)");
    this.value = value;
  }

  /** A page whose bytes are its characters, with this flaw. */
  String in(String page) {
    Matcher entry = ENTRY.matcher(page);
    return entry.replaceAll(
        found -> {
          boolean chosen = CHOSEN.matcher(found.group()).find();
          return Matcher.quoteReplacement(chosen ? flawed(found.group()) : found.group());
        });
  }

  String flawed(String entry) {
    String inXml = value.map(text -> "<$1>" + text + "</$1>").orElse("");
    String inJson = value.map(text -> "\"$1\":\"" + text + '"').orElse("\"unsaid\":0");
    return json.matcher(xml.matcher(entry).replaceAll(inXml)).replaceAll(inJson);
  }
}
