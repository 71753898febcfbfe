package dev.neurac.train;

import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;
import dev.neurac.settings.DescriptionReader;
import dev.neurac.settings.SettingValues;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a run leaves its checkpoints.
 *
 * @param path the folder; it is made when a training begins
 * @param everySteps after how many steps within an epoch one is written, besides those after each
 *     epoch; at least 1
 */
public record CheckpointFolder(Path path, int everySteps) {

  static final String LAST = "last.safetensors";
  static final String BEST = "best.safetensors";

  private static final int NEVER = Integer.MAX_VALUE;

  public CheckpointFolder {
    Checks.atLeastOne("everySteps", everySteps);
  }

  /** Returns a folder that is written to after each epoch only. */
  public static CheckpointFolder of(Path path) {
    return new CheckpointFolder(path, NEVER);
  }

  /**
   * Returns the same text on every JVM: {@code everyEpoch path="run"}, or {@code everySteps
   * steps=100 path="run"}.
   */
  public String describe() {
    Description text =
        everySteps == NEVER
            ? Description.of("everyEpoch")
            : Description.of("everySteps").with("steps", everySteps);
    return text.with("path", path.toString().replace(path.getFileSystem().getSeparator(), "/"))
        .toString();
  }

  /**
   * Returns the folder that {@link #describe} tells of, in the default file system.
   *
   * @throws IllegalArgumentException if the text tells of none, or names no path of this system
   */
  public static CheckpointFolder parse(String text) {
    return new DescriptionReader<CheckpointFolder>("folder of checkpoints")
        .kind("everyEpoch", values -> of(Path.of(values.text("path"))))
        .kind("everySteps", CheckpointFolder::readEverySteps)
        .read(text);
  }

  private static CheckpointFolder readEverySteps(SettingValues values) {
    return new CheckpointFolder(Path.of(values.text("path")), values.wholeNumber("steps"));
  }

  Path last() {
    return path.resolve(LAST);
  }

  Path best() {
    return path.resolve(BEST);
  }

  /** Makes the folder, and clears away what a killed run was about to write. */
  void prepare() throws IOException {
    Files.createDirectories(path);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(path, ".{last,best}.*.tmp")) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }
}
