package dev.neurac.examples;

import dev.neurac.data.Dataset;
import dev.neurac.runtime.Network;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A picture of a hundred images, under each what it is and what it was taken for. The misread ones
 * have a red frame; there are at least ten of them, if the network misreads so many.
 *
 * <p>The figures are drawn from dots of their own: a machine without a screen may have no fonts.
 */
final class DigitGrid {

  private static final int SIDE = 28;
  private static final int SCALE = 2;
  private static final int CELL_WIDTH = SIDE * SCALE + 12;
  private static final int CELL_HEIGHT = SIDE * SCALE + 28;
  private static final int COLUMNS = 10;
  private static final int CELLS = 100;
  private static final int WRONG_SHOWN = 10;

  private static final int WHITE = 0xFFFFFF;
  private static final int BLACK = 0x000000;
  private static final int GREEN = 0x1B7F3B;
  private static final int RED = 0xC62828;

  /** Three by five dots for each figure, a row after the other. */
  private static final String[] FIGURES = {
    "111101101101111", "010110010010111", "111001111100111", "111001111001111", "101101111001001",
    "111100111001111", "111100111101111", "111001010010010", "111101111101111", "111101111001111"
  };

  private final Dataset images;
  private final List<Integer> rows;
  private final int[] predicted;

  private DigitGrid(Dataset images, List<Integer> rows, int[] predicted) {
    this.images = images;
    this.rows = rows;
    this.predicted = predicted;
  }

  /** Returns the picture of the first test images, and of some that the network misreads. */
  static DigitGrid of(Network network, Dataset test) {
    int classes = test.targetSize();
    float[] scores = network.predict(test.features());
    int[] predicted = new int[test.size()];
    List<Integer> right = new ArrayList<>();
    List<Integer> wrong = new ArrayList<>();
    for (int row = 0; row < test.size(); row++) {
      for (int c = 1; c < classes; c++) {
        if (scores[row * classes + c] > scores[row * classes + predicted[row]]) {
          predicted[row] = c;
        }
      }
      (predicted[row] == test.classOf(row) ? right : wrong).add(row);
    }
    List<Integer> shown = new ArrayList<>(wrong.subList(0, Math.min(WRONG_SHOWN, wrong.size())));
    shown.addAll(right.subList(0, Math.min(CELLS - shown.size(), right.size())));
    shown.sort(Integer::compare);
    return new DigitGrid(test, shown, predicted);
  }

  /** Writes the picture as a PNG file; returns how many of its images were misread. */
  int write(Path file) throws IOException {
    int lines = (rows.size() + COLUMNS - 1) / COLUMNS;
    BufferedImage picture =
        new BufferedImage(
            COLUMNS * CELL_WIDTH + 8, lines * CELL_HEIGHT + 8, BufferedImage.TYPE_INT_RGB);
    fill(picture, 0, 0, picture.getWidth(), picture.getHeight(), WHITE);
    int wrong = 0;
    for (int i = 0; i < rows.size(); i++) {
      int row = rows.get(i);
      boolean misread = predicted[row] != images.classOf(row);
      wrong += misread ? 1 : 0;
      draw(picture, 8 + i % COLUMNS * CELL_WIDTH, 8 + i / COLUMNS * CELL_HEIGHT, row, misread);
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    if (!ImageIO.write(picture, "png", file.toFile())) {
      throw new IOException("this Java runtime writes no PNG files");
    }
    return wrong;
  }

  private void draw(BufferedImage picture, int x, int y, int row, boolean misread) {
    int size = SIDE * SCALE;
    if (misread) {
      fill(picture, x - 3, y - 3, size + 6, size + 6, RED);
    }
    float[] pixels = images.features(row);
    for (int i = 0; i < pixels.length; i++) {
      int grey = 255 - Math.round(255 * pixels[i]);
      int px = x + i % SIDE * SCALE;
      int py = y + i / SIDE * SCALE;
      fill(picture, px, py, SCALE, SCALE, grey << 16 | grey << 8 | grey);
    }
    figure(picture, x, y + size + 6, images.classOf(row), BLACK);
    // A small arrow: what it is, and what it was taken for.
    fill(picture, x + 14, y + size + 10, 8, 2, BLACK);
    fill(picture, x + 20, y + size + 8, 2, 6, BLACK);
    figure(picture, x + 28, y + size + 6, predicted[row], misread ? RED : GREEN);
  }

  private static void figure(BufferedImage picture, int x, int y, int figure, int colour) {
    for (int i = 0; i < 15; i++) {
      if (FIGURES[figure].charAt(i) == '1') {
        fill(picture, x + i % 3 * 2, y + i / 3 * 2, 2, 2, colour);
      }
    }
  }

  private static void fill(BufferedImage picture, int x, int y, int width, int height, int colour) {
    for (int j = y; j < y + height; j++) {
      for (int i = x; i < x + width; i++) {
        picture.setRGB(i, j, colour);
      }
    }
  }
}
