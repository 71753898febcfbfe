package dev.neurac.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code VectorTiles} is printed by {@link TilesWriter} and checked in, so that it can be read and
 * debugged: {@code -Dtiles.update=true} prints it anew.
 */
class TilesAreAsWrittenTest {

  private static final Path TILES = Path.of("src/vector/java/dev/neurac/kernels/VectorTiles.java");

  @Test
  void theCheckedInFileIsWhatTheWriterPrints() throws IOException {
    String written = TilesWriter.write();
    if (Boolean.getBoolean("tiles.update")) {
      Files.writeString(TILES, written);
    } else {
      assertThat(Files.readString(TILES))
          .as("-Dtiles.update=true prints it anew")
          .isEqualTo(written);
    }
  }
}
