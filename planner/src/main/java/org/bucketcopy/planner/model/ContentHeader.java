package org.bucketcopy.planner.model;

/** The content headers that an object keeps and that a copy must carry. */
public enum ContentHeader {
  CONTENT_TYPE("Content-Type"),
  CACHE_CONTROL("Cache-Control"),
  CONTENT_DISPOSITION("Content-Disposition"),
  CONTENT_ENCODING("Content-Encoding"),
  CONTENT_LANGUAGE("Content-Language"),
  EXPIRES("Expires");

  private final String headerName;

  ContentHeader(String headerName) {
    this.headerName = headerName;
  }

  /** The header's name on the wire. */
  public String headerName() {
    return headerName;
  }
}
