package org.bucketcopy.job.servers.bos;

import java.time.Instant;
import java.util.TreeMap;

/**
 * An unfinished multipart upload.
 *
 * @param id its id
 * @param key of the object it will make
 * @param carried what Initiate gave it
 * @param initiated when
 * @param parts by number
 */
record BosUpload(
    String id,
    String key,
    BosObject.Carried carried,
    Instant initiated,
    TreeMap<Integer, BosObject> parts) {}
