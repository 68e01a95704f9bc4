package org.bucketcopy.job.fuzz;

/** The calls of a run, as every store has them. */
enum Call {
  LOOK_AT_BUCKET,
  LIST,
  HEAD,
  READ_TAGS,
  COPY_OBJECT,
  PUT_OBJECT,
  INITIATE,
  COPY_PART,
  UPLOAD_PART,
  LIST_PARTS,
  LIST_UPLOADS,
  COMPLETE,
  ABORT
}
