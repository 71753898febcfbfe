package dev.neurac.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path directory;

  @Test
  void aFileIsMadeAndReplaced() throws IOException {
    Path file = directory.resolve("a.txt");

    AtomicFile.write(file, channel -> write(channel, "one, and longer"));
    assertThat(file).hasContent("one, and longer");
    AtomicFile.write(file, channel -> write(channel, "two"));
    assertThat(file).hasContent("two");
    assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void untilAllIsWrittenTheOldFileStays() throws IOException {
    Path file = Files.writeString(directory.resolve("a.txt"), "old");

    AtomicFile.write(
        file,
        channel -> {
          write(channel, "new");
          assertThat(file).hasContent("old");
        });
    assertThat(file).hasContent("new");
  }

  @Test
  void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = Files.writeString(directory.resolve("a.txt"), "old");

    assertThatIOException()
        .isThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    channel -> {
                      write(channel, "half of it");
                      throw new IOException("disk full");
                    }))
        .withMessage("disk full");
    assertThat(file).hasContent("old");
    assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void anErrorLeavesNothingBehind() {
    Path file = directory.resolve("a.txt");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    channel -> {
                      throw new OutOfMemoryError("test");
                    }))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aLeftoverOfAKilledProcessIsNoObstacle() throws IOException {
    Path leftover = Files.writeString(directory.resolve(".a.txt.0.tmp"), "left over");
    Path file = directory.resolve("a.txt");

    AtomicFile.write(file, channel -> write(channel, "new"));
    assertThat(file).hasContent("new");
    assertThat(leftover).hasContent("left over");
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path file = Files.writeString(directory.resolve("a.txt"), "old");
    Path link = directory.resolve("latest.txt");
    try {
      Files.createSymbolicLink(link, file.getFileName());
    } catch (IOException | UnsupportedOperationException e) {
      assumeTrue(false, "no symbolic links here: " + e);
    }

    AtomicFile.write(link, channel -> write(channel, "new"));
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  void aMissingDirectoryIsNamed() {
    Path file = directory.resolve("models").resolve("a.txt");

    assertThatThrownBy(() -> AtomicFile.write(file, channel -> {}))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(
            file
                + ": the directory "
                + file.getParent()
                + " does not exist; create it first, for example with Files.createDirectories");
  }

  @Test
  void aDirectoryIsNotReplaced() {
    assertThatThrownBy(() -> AtomicFile.write(directory, channel -> {}))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(directory + ": this is a directory; give the name of a file in it");
    assertThat(directory).isEmptyDirectory();
  }

  private static void write(FileChannel channel, String text) throws IOException {
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
