package org.bucketcopy.job.filesystem;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.apache.hadoop.fs.PathAccessDeniedException;
import org.apache.hadoop.fs.PathNotFoundException;
import org.apache.hadoop.fs.PathPermissionException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.security.UserGroupInformation;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/** What the failures of file systems mean: classified here, and nowhere else. */
final class FileFaults {
  private FileFaults() {}

  /**
   * The fault that a failure means.
   *
   * @param operation what was attempted: {@code LIST_OBJECTS}, {@code HEAD_OBJECT} or {@code
   *     READ_RANGE}
   * @param path on what
   */
  static StoreFault of(Throwable failure, StoreOperation operation, Object path) {
    Optional<StoreFault> known = SourceFaultException.in(failure);
    return known.orElseGet(() -> found(failure, operation, path));
  }

  private static StoreFault found(Throwable failure, StoreOperation operation, Object path) {
    Throwable unwrapped =
        failure instanceof RemoteException remote ? remote.unwrapRemoteException() : failure;
    StoreFault.Kind kind = kind(unwrapped);
    return StoreFault.found(
        kind,
        operation,
        path,
        kind == StoreFault.Kind.DENIED
            ? "not allowed for " + user() + ": " + text(unwrapped)
            : text(unwrapped));
  }

  private static StoreFault.Kind kind(Throwable failure) {
    if (isDenied(failure)) {
      return StoreFault.Kind.DENIED;
    }
    if (failure instanceof FileNotFoundException
        || failure instanceof NoSuchFileException
        || failure instanceof PathNotFoundException) {
      return StoreFault.Kind.NOT_FOUND;
    }
    if (failure instanceof IOException) {
      return StoreFault.Kind.TRANSIENT;
    }
    return failure instanceof IllegalArgumentException
        ? StoreFault.Kind.INVALID
        : StoreFault.Kind.DEFECT;
  }

  /** Java reports a local file that it may not open as one that is not found. */
  private static boolean isDenied(Throwable failure) {
    return failure instanceof AccessControlException
        || failure instanceof AccessDeniedException
        || failure instanceof PathAccessDeniedException
        || failure instanceof PathPermissionException
        || (failure instanceof FileNotFoundException
            && text(failure).endsWith("(Permission denied)"));
  }

  private static String text(Throwable failure) {
    String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    String name = failure.getClass().getSimpleName();
    return Printable.of(failure.getMessage() == null ? name : name + ": " + message);
  }

  private static String user() {
    try {
      return "user " + UserGroupInformation.getCurrentUser().getUserName();
    } catch (IOException e) {
      return "this user";
    }
  }
}
