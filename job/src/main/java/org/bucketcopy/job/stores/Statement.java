package org.bucketcopy.job.stores;

/**
 * What somebody has to add to a policy, so that a right is there.
 *
 * @param policy which policy, in words
 * @param json what to add: valid JSON, in which a placeholder in capital letters stands for what
 *     only its reader knows
 * @param note what to do with it, a sentence
 */
public record Statement(String policy, String json, String note) {}
