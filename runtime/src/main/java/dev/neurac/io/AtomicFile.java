package dev.neurac.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Replaces a file as a whole: the content goes into a temporary file beside it, which takes its
 * name once all is on the disk. A failure leaves the file as it was.
 */
final class AtomicFile {

  /** Writes the content of a file. */
  interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  private AtomicFile() {}

  static void write(Path file, Content content) throws IOException {
    // A link stays a link; what it points at is replaced.
    Path target = Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file;
    check(target);
    Path temporary = create(target);
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      move(temporary, target);
    } catch (Throwable e) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  private static void check(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null || Files.isDirectory(file)) {
      throw new FileSystemException(
          file.toString(), null, "this is a directory; give the name of a file in it");
    }
    if (!Files.isDirectory(directory)) {
      throw new NoSuchFileException(
          file.toString(),
          null,
          "the directory "
              + directory
              + " does not exist; create it first, for example with Files.createDirectories");
    }
  }

  /**
   * Creates {@code .name.0.tmp}, or with the next number that is free. Unlike {@link
   * Files#createTempFile}, which only the owner may read, this gives the file its usual
   * permissions.
   */
  private static Path create(Path file) throws IOException {
    for (int number = 0; ; number++) {
      Path temporary = file.resolveSibling("." + file.getFileName() + "." + number + ".tmp");
      try {
        return Files.createFile(temporary);
      } catch (FileAlreadyExistsException e) {
        // Another thread or process is writing, or one was killed: take the next number.
      }
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
