/**
 * What {@code upload} does by itself: {@link org.bucketcopy.job.upload.FileSource} walks over a
 * file system beside the listing of the destination, {@link
 * org.bucketcopy.job.upload.ObjectAttributes} says what objects carry. All else is a run's ({@code
 * job.run}).
 */
package org.bucketcopy.job.upload;
