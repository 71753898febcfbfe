package dev.neurac.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTest {

  @TempDir private Path folder;

  @Test
  void trainsOnIdxFilesAndDraws() throws IOException {
    write("train", 200);
    write("t10k", 120);
    Path image = folder.resolve("digits.png");

    Run run = Run.of(new Mnist.Story(), "--data", folder, "--image", image, "--epochs", 3);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("Train on 200 rows of 784 features, 10 classes; test on 120 rows")
        .contains("epoch 10/10")
        .contains("epoch 3/3")
        .contains("Drew 100 test images to " + image);
    BufferedImage picture = ImageIO.read(image.toFile());
    assertThat(picture.getWidth()).isEqualTo(688);
    assertThat(picture.getHeight()).isEqualTo(848);
  }

  @Test
  void saysWhichFilesItWants() {
    Run run = Run.of(new Mnist.Story(), "--data", folder);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("t10k-images-idx3-ubyte", "are not there", folder.toString(), "--data FOLDER");
  }

  /** Images with a bright row for each class: row 2·c and the next. */
  private void write(String part, int count) throws IOException {
    ByteArrayOutputStream images = new ByteArrayOutputStream();
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    DataOutputStream image = new DataOutputStream(images);
    DataOutputStream label = new DataOutputStream(labels);
    image.writeInt(0x00000803);
    image.writeInt(count);
    image.writeInt(28);
    image.writeInt(28);
    label.writeInt(0x00000801);
    label.writeInt(count);
    for (int i = 0; i < count; i++) {
      int digit = i * 7 % 10;
      label.writeByte(digit);
      for (int pixel = 0; pixel < 784; pixel++) {
        image.writeByte(pixel / 56 == digit ? 200 + i % 50 : 0);
      }
    }
    Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.toByteArray());
    Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.toByteArray());
  }
}
