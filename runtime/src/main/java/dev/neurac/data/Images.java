package dev.neurac.data;

import dev.neurac.settings.Checks;
import java.util.Arrays;

/**
 * The shape of rows that are images, which augmentations of images need: {@code Images.of(1, 28,
 * 28).shift(2).then(Augmentation.noise(0.1))}.
 *
 * @param channels at least 1; the channels of a row lie one after the other
 * @param height the number of lines of a channel, at least 1
 * @param width the number of values in a line, at least 1
 */
public record Images(int channels, int height, int width) {

  public Images {
    Checks.atLeastOne("channels", channels);
    Checks.atLeastOne("height", height);
    Checks.atLeastOne("width", width);
    Math.multiplyExact(channels, Math.multiplyExact(height, width));
  }

  /** Returns a shape: {@code of(3, 32, 32)} for a small picture in colour. */
  public static Images of(int channels, int height, int width) {
    return new Images(channels, height, width);
  }

  /**
   * Moves each image by up to some pixels along both axes, every distance equally likely, all
   * channels alike. What moves in is 0, what moves out is lost.
   *
   * @param maxPixels at least 1, less than height and width
   */
  public Augmentation shift(int maxPixels) {
    Checks.atLeastOne("maxPixels", maxPixels);
    if (maxPixels >= Math.min(height, width)) {
      throw new IllegalArgumentException(
          "maxPixels is less than the height "
              + height
              + " and the width "
              + width
              + ", not "
              + maxPixels);
    }
    return (features, rows, rowSize, random) -> {
      check(rowSize);
      float[] line = new float[width];
      for (int row = 0; row < rows; row++) {
        int down = random.below(2 * maxPixels + 1) - maxPixels;
        int right = random.below(2 * maxPixels + 1) - maxPixels;
        for (int channel = 0; channel < channels; channel++) {
          shift(features, row * rowSize + channel * height * width, down, right, line);
        }
      }
    };
  }

  /** Mirrors each image left to right with a probability of one half, all channels alike. */
  public Augmentation flip() {
    return (features, rows, rowSize, random) -> {
      check(rowSize);
      for (int row = 0; row < rows; row++) {
        if (random.below(2) == 1) {
          for (int line = 0; line < channels * height; line++) {
            reverse(features, row * rowSize + line * width);
          }
        }
      }
    };
  }

  /** Moves the lines of one channel, starting where none is overwritten before it is read. */
  private void shift(float[] values, int at, int down, int right, float[] line) {
    for (int i = 0; i < height; i++) {
      int to = down > 0 ? height - 1 - i : i;
      int from = to - down;
      Arrays.fill(line, 0);
      if (from >= 0 && from < height) {
        int length = width - Math.abs(right);
        int source = at + from * width + Math.max(0, -right);
        System.arraycopy(values, source, line, Math.max(0, right), length);
      }
      System.arraycopy(line, 0, values, at + to * width, width);
    }
  }

  private void reverse(float[] values, int at) {
    for (int i = at, j = at + width - 1; i < j; i++, j--) {
      float value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }

  private void check(int rowSize) {
    if (rowSize != channels * height * width) {
      throw new IllegalArgumentException(
          "images of shape ["
              + channels
              + ", "
              + height
              + ", "
              + width
              + "] are rows of "
              + channels * height * width
              + " values, but the network takes rows of "
              + rowSize);
    }
  }
}
