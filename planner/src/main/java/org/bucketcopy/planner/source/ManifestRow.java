package org.bucketcopy.planner.source;

/** What a row of a manifest comes to: an object that it names, or a failure of that row alone. */
public sealed interface ManifestRow permits NamedObject, FailedEntry {}
