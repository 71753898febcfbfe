package dev.neurac.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.neurac.Initializer;
import dev.neurac.Loss;
import dev.neurac.Tensor;
import dev.neurac.io.Safetensors;
import dev.neurac.io.WeightFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFileTest {

  @TempDir Path directory;

  private final Network network = LinearProgram.network(3, 2, 1);
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("linear.safetensors");
  }

  @Test
  void aLoadedNetworkPredictsTheSame() throws IOException {
    Network other = LinearProgram.network(3, 2, 2);
    float[] features = {1, 2, 3};
    assertThat(other.predict(features)).isNotEqualTo(network.predict(features));

    network.saveWeights(file);
    other.loadWeights(file);
    assertThat(other.predict(features)).isEqualTo(network.predict(features));
    assertThat(other.runtime().parameterArray()).isEqualTo(network.runtime().parameterArray());
  }

  @Test
  void weightsAreStoredAsOutIn() throws IOException {
    network.parameter("layer1.weight").set(1, 2, 3, 10, 20, 30);
    network.saveWeights(file);

    Safetensors saved = Safetensors.read(file);
    assertThat(saved.tensors())
        .containsOnlyKeys("layer1.weight", "layer1.bias")
        .containsEntry("layer1.weight", Tensor.of(new float[] {1, 2, 3, 10, 20, 30}, 2, 3));
    assertThat(saved.metadata()).isEqualTo(Map.of("model", "Linear"));
  }

  @Test
  void aFileHasTheSameBytesForever() throws IOException {
    network.parameter("layer1.weight").set(1, 2, 3, 10, 20, 30);
    network.parameter("layer1.bias").set(7, 8);
    network.saveWeights(file);

    String header =
        "{\"__metadata__\":{\"model\":\"Linear\"},"
            + "\"layer1.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"layer1.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[8,32]}}";
    int length = (header.length() + 7) / 8 * 8;
    ByteBuffer bytes = ByteBuffer.allocate(8 + length + 32).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length).put(header.getBytes(StandardCharsets.US_ASCII));
    while (bytes.position() < 8 + length) {
      bytes.put((byte) ' ');
    }
    for (float value : new float[] {7, 8, 1, 2, 3, 10, 20, 30}) {
      bytes.putFloat(value);
    }
    assertThat(file).hasBinaryContent(bytes.array());
  }

  @Test
  void aKernelOfAConvolutionIsStoredAsPyTorchHasIt() throws IOException {
    int height = 2;
    int width = 3;
    int in = 4;
    int out = 5;
    Program program =
        new LinearProgram(
            Architecture.builder("Images")
                .input("input", 1)
                .parameter("conv1.weight", 0, height, width, in, out)
                .inFiles(3, 2, 0, 1)
                .starts(Initializer.NORMAL, 1, 24, 5)
                .parameter("conv1.place", 120, 3, 2)
                .starts(Initializer.NORMAL, 1, 24, 5)
                .output("output", Loss.MEAN_SQUARED_ERROR, 1)
                .build());
    NetworkRuntime images = new NetworkRuntime(program, 1);
    WeightFile.save(images, file);
    Map<String, Tensor> saved = Safetensors.read(file).tensors();

    float[] all = images.parameterArray();
    Tensor weight = saved.get("conv1.weight");
    assertThat(weight.shape()).containsExactly(out, in, height, width);
    for (int h = 0; h < height; h++) {
      for (int w = 0; w < width; w++) {
        for (int i = 0; i < in; i++) {
          for (int o = 0; o < out; o++) {
            assertThat(weight.at(o, i, h, w)).isEqualTo(all[((h * width + w) * in + i) * out + o]);
          }
        }
      }
    }
    assertThat(saved.get("conv1.place"))
        .isEqualTo(Tensor.of(Arrays.copyOfRange(all, 120, 126), 3, 2));
    NetworkRuntime other = new NetworkRuntime(program, 2);
    assertThat(other.parameterArray()).isNotEqualTo(all);
    WeightFile.load(other, file);
    assertThat(other.parameterArray()).isEqualTo(all);
  }

  @Test
  void valuesThatAreNoNumbersAreNeitherSavedNorLoaded() throws IOException {
    network.parameter("layer1.bias").set(1, Float.NEGATIVE_INFINITY);
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> network.saveWeights(file))
        .withMessageContaining("layer1.bias has -Infinity as value 1 of 2 (counted from 0)");
    assertThat(file).doesNotExist();
    write(
        Map.of(
            "layer1.weight", Tensor.of(new float[] {1, 2, 3, 4, 5, Float.NaN}, 2, 3),
            "layer1.bias", Tensor.of(new float[2], 2)));
    float[] before = network.parameter("layer1.weight").values().toArray();
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> network.loadWeights(file))
        .withMessageContaining("layer1.weight has NaN as value 5 of 6 (counted from 0)");
    assertThat(network.parameter("layer1.weight").values().toArray()).isEqualTo(before);
  }

  @Test
  void aFileThatDoesNotFitIsRefusedWithEveryProblem() throws IOException {
    write(
        Map.of(
            "layer1.weight", Tensor.of(new float[8], 2, 4),
            "layr1.bias", Tensor.of(new float[2], 2),
            "classifier", Tensor.of(new float[2], 2)));

    refused(
        """
        layer1.weight has shape [2, 4] in the file, but [2, 3] in the network
          layer1.bias is missing
          classifier is not in the network
          layr1.bias is not in the network; did you mean layer1.bias?\
        """);
  }

  @Test
  void transposedWeightsAreRecognised() throws IOException {
    write(
        Map.of(
            "layer1.weight", Tensor.of(new float[6], 3, 2),
            "layer1.bias", Tensor.of(new float[2], 2)));

    refused(
        "layer1.weight has shape [3, 2] in the file, but [2, 3] in the network; its axes are in"
            + " another order: permute them by [1, 0]");
  }

  @Test
  void aDamagedFileLeavesTheNetwork() throws IOException {
    float[] before = network.runtime().parameterArray().clone();
    LinearProgram.network(3, 2, 2).saveWeights(file);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

    assertThatThrownBy(() -> network.loadWeights(file))
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("cut short");
    assertThat(network.runtime().parameterArray()).isEqualTo(before);
  }

  @Test
  void whileAnotherThreadTrainsBothAreRefused() throws Exception {
    network.saveWeights(file);
    byte[] before = Files.readAllBytes(file);
    Thread trainer = new Thread(() -> network.runtime().beginTraining(), "trainer");
    trainer.start();
    trainer.join();

    String message =
        "Linear is being trained by thread trainer; use it when fit(...) has returned, or from a"
            + " callback";
    assertThatIllegalStateException()
        .isThrownBy(() -> network.loadWeights(file))
        .withMessage(message);
    assertThatIllegalStateException()
        .isThrownBy(() -> network.saveWeights(file))
        .withMessage(message);
    assertThat(file).hasBinaryContent(before);
    network.runtime().endTraining();
    network.loadWeights(file);
  }

  @Test
  void theTrainingThreadMaySaveAndLoadBetweenSteps() throws IOException {
    network.runtime().beginTraining();
    network.saveWeights(file);
    network.loadWeights(file);

    assertThatIllegalStateException().isThrownBy(() -> network.runtime().beginTraining());
  }

  @Test
  void theDirectoryMustExist() {
    Path lost = directory.resolve("models").resolve("linear.safetensors");

    assertThatThrownBy(() -> network.saveWeights(lost))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("the directory " + lost.getParent() + " does not exist");
    assertThatThrownBy(() -> network.loadWeights(lost))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("there is no such file");
  }

  private void refused(String problems) {
    float[] before = network.runtime().parameterArray().clone();
    assertThatThrownBy(() -> network.loadWeights(file))
        .isInstanceOf(WeightFileException.class)
        .hasMessage(
            file
                + ": the file does not fit the network Linear:\n  "
                + problems
                + "\nLoad a file saved from this network, or make names and shapes the same on both"
                + " sides. The network is unchanged.");
    assertThat(network.runtime().parameterArray()).isEqualTo(before);
  }

  private void write(Map<String, Tensor> tensors) throws IOException {
    new Safetensors(new LinkedHashMap<>(tensors), Map.of()).write(file);
  }
}
