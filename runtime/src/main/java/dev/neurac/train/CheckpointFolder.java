package dev.neurac.train;

import dev.neurac.settings.Checks;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a run leaves its checkpoints.
 *
 * @param path the folder; it is made when a training begins
 * @param everySteps after how many steps within an epoch one is written, besides those after each
 *     epoch
 */
record CheckpointFolder(Path path, int everySteps) {

  static final String LAST = "last.safetensors";
  static final String BEST = "best.safetensors";

  CheckpointFolder {
    Checks.atLeastOne("everySteps", everySteps);
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
