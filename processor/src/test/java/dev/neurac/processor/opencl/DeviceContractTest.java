package dev.neurac.processor.opencl;

import static dev.neurac.processor.opencl.Device.assertTrainsAlike;
import static dev.neurac.processor.opencl.Device.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.neurac.Activation;
import dev.neurac.Loss;
import dev.neurac.data.Augmentation;
import dev.neurac.data.Dataset;
import dev.neurac.optim.Adadelta;
import dev.neurac.optim.Adagrad;
import dev.neurac.optim.Adam;
import dev.neurac.optim.AdamW;
import dev.neurac.optim.Adamax;
import dev.neurac.optim.Momentum;
import dev.neurac.optim.Nadam;
import dev.neurac.optim.Nesterov;
import dev.neurac.optim.Optimizer;
import dev.neurac.optim.RmsProp;
import dev.neurac.optim.Sgd;
import dev.neurac.processor.Compilations;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.Network;
import dev.neurac.schedule.CosineSchedule;
import dev.neurac.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every back end has to do, on an OpenCL device against Java: all operations, activations,
 * losses and optimisers, and all that a trainer can be asked for. A step of plain gradient descent
 * at rate 1 changes each parameter by its gradient, so parameters that agree say that gradients do.
 */
class DeviceContractTest {

  private static final double TOLERANCE = 1e-5;

  @BeforeAll
  static void needDevice() {
    Device.assume();
  }

  @Test
  void everyActivation() {
    Supplier<Network> create = () -> DeviceNetworks_EverythingNet.create(3);
    String kinds =
        create.get().runtime().architecture().layers().stream()
            .map(layer -> layer.kind().toUpperCase(Locale.ROOT))
            .collect(Collectors.joining("; "));
    assertThat(Activation.values()).allSatisfy(a -> assertThat(kinds).contains(a.name()));

    assertTrainsAlike(
        create,
        trainer -> trainer.optimizer(Sgd.of(0.01)).batchSize(7).epochs(2),
        rows(create.get(), 10, false),
        TOLERANCE);
  }

  static Stream<Arguments> losses() {
    return Stream.of(
            DeviceNetworks_SmoothNet.create(1),
            DeviceNetworks_EverythingNet.create(1),
            DeviceNetworks_AwkwardNet.create(1),
            DeviceNetworks_AbsoluteErrorNet.create(1),
            DeviceNetworks_HuberNet.create(1),
            DeviceNetworks_LogCoshNet.create(1),
            DeviceNetworks_SmoothedNet.create(1),
            DeviceNetworks_BinaryCrossEntropyNet.create(1),
            DeviceNetworks_HingeNet.create(1),
            DeviceNetworks_SquaredHingeNet.create(1),
            DeviceNetworks_DivergenceNet.create(1),
            DeviceNetworks_PoissonNet.create(1))
        .map(net -> argumentSet(net.runtime().architecture().loss().name(), net));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void everyLoss(Network net) {
    float[] start = net.runtime().parameterArray().clone();
    Supplier<Network> again =
        () -> {
          System.arraycopy(start, 0, net.runtime().parameterArray(), 0, start.length);
          return net;
        };
    Dataset data = rows(net, 13, false);
    UnaryOperator<Trainer> settings =
        trainer -> trainer.optimizer(Sgd.of(0.01)).batchSize(5).epochs(2).seed(4);
    float[] java = Device.train(Backend.JAVA, again, settings, data).parameters().clone();
    float[] device = Device.train(Backend.OPENCL, again, settings, data).parameters().clone();
    Device.assertClose("parameters", device, java, TOLERANCE);
    assertThat(device).isNotEqualTo(start);
  }

  @Test
  void noLossIsLeftOut() {
    Set<Loss> tried = new TreeSet<>();
    losses().forEach(a -> tried.add(((Network) a.get()[0]).runtime().architecture().loss()));
    assertThat(tried).containsExactly(Loss.values());
  }

  @ParameterizedTest(name = "{0} rows, {1} schedule, {2}")
  @CsvSource({
    "1, small, elements",
    "1, wide, blocks",
    "1, wide, local",
    "3, small, blocks",
    "3, wide, local",
    "7, wide, elements",
    "7, small, blocks",
    "13, wide, blocks",
    "13, wide, local",
    "13, wide, large",
    "64, wide, local",
    "64, small, elements",
    "64, small, blocks",
    "207, wide, local",
    "207, wide, large",
    "207, wide, blocks",
    "207, wide, elements"
  })
  void everySizeInEverySchedule(int batch, String schedule, String tiles) {
    Supplier<Network> create = () -> DeviceNetworks_AwkwardNet.create(1);
    // One row more than two batches, so that the last batch is short.
    Dataset data = rows(create.get(), 2 * batch + 1, true);
    Device.with(
        "neurac.opencl.schedule",
        schedule,
        () ->
            Device.with(
                "neurac.opencl.tiles",
                tiles,
                () ->
                    assertTrainsAlike(
                        create,
                        trainer -> trainer.optimizer(Sgd.of(0.1)).batchSize(batch).epochs(2),
                        data,
                        TOLERANCE)));
  }

  @Test
  void schedulesAndTilesGiveTheSameBits() {
    Supplier<Network> create = () -> DeviceNetworks_AwkwardNet.create(1);
    Dataset data = rows(create.get(), 300, true);
    float[] expected = null;
    for (String schedule : List.of("small", "wide")) {
      for (String tiles : List.of("elements", "blocks", "local", "large")) {
        float[] actual =
            Device.with(
                "neurac.opencl.schedule",
                schedule,
                () ->
                    Device.with(
                        "neurac.opencl.tiles",
                        tiles,
                        () ->
                            Device.train(
                                    Backend.OPENCL,
                                    create,
                                    trainer -> trainer.batchSize(70).epochs(3).clipNorm(0.1),
                                    data)
                                .parameters()));
        expected = expected == null ? actual : expected;
        assertThat(actual).as(schedule + ", " + tiles).isEqualTo(expected);
      }
    }
  }

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        Sgd.of(0.1),
        Sgd.of(0.1).weightDecay(0.1),
        Momentum.of(0.05, 0.9).weightDecay(0.1),
        Nesterov.of(0.05, 0.9).weightDecay(0.1),
        Adagrad.of(0.05).weightDecay(0.1),
        Adadelta.of(1).weightDecay(0.1),
        RmsProp.of(0.01),
        RmsProp.of(0.01).momentum(0.5).centered().weightDecay(0.1),
        Adam.of(0.01).weightDecay(0.1),
        Adam.of(0.01).amsgrad(),
        AdamW.of(0.01).weightDecay(0.1),
        AdamW.of(0.01).amsgrad(),
        Adamax.of(0.01).weightDecay(0.1),
        Nadam.of(0.01).weightDecay(0.1));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void everyOptimizer(Optimizer optimizer) {
    Supplier<Network> create = () -> DeviceNetworks_SmoothNet.create(2);
    assertTrainsAlike(
        create,
        trainer -> trainer.optimizer(optimizer).batchSize(4).epochs(5),
        rows(create.get(), 14, false),
        10 * TOLERANCE);
  }

  @Test
  void noOptimizerIsLeftOut() {
    assertThat(optimizers().map(Object::getClass).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Optimizer.class.getPermittedSubclasses());
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        argumentSet("l1 and l2", settings(t -> t.l1(0.1).l2(0.2))),
        argumentSet("biases too", settings(t -> t.l1(0.1).l2(0.2).penalizeBiases())),
        argumentSet("clipped by value", settings(t -> t.clipValue(0.01))),
        argumentSet("clipped by norm", settings(t -> t.clipNorm(0.05).l2(0.1))),
        argumentSet(
            "a rate for each step", settings(t -> t.schedule(CosineSchedule.of(3).perStep()))),
        argumentSet("in order", settings(t -> t.shuffle(false))),
        argumentSet("class weights", settings(t -> t.classWeights(1, 2, 0, 0.5f, 3))),
        argumentSet("changed batches", settings(t -> t.augmentation(Augmentation.noise(0.1)))),
        argumentSet("all at once", settings(t -> t.fullBatch())),
        argumentSet("another seed", settings(t -> t.seed(99))));
  }

  private static UnaryOperator<Trainer> settings(UnaryOperator<Trainer> settings) {
    return settings;
  }

  /** On a network with dropout: the same values are dropped. */
  @ParameterizedTest
  @MethodSource("settings")
  void everySetting(UnaryOperator<Trainer> settings) {
    Supplier<Network> create = () -> DeviceNetworks_DroppedNet.create(1);
    Dataset data = rows(create.get(), 23, true);
    float[] weights = new float[data.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 0.5f + i % 3;
    }
    assertTrainsAlike(
        create,
        t -> settings.apply(t.optimizer(Momentum.of(0.1, 0.9)).batchSize(6).epochs(3)),
        data.withWeights(weights),
        10 * TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1000})
  void rowsThatDoNotFitComeInSlices(long bytes) {
    Supplier<Network> create = () -> DeviceNetworks_DroppedNet.create(1);
    Dataset data = rows(create.get(), 230, true);
    UnaryOperator<Trainer> settings = t -> t.batchSize(6).epochs(2);
    float[] whole = Device.train(Backend.OPENCL, create, settings, data).parameters();
    float[] slices =
        Device.with(
            "neurac.opencl.residentBytes",
            String.valueOf(bytes),
            () -> Device.train(Backend.OPENCL, create, settings, data).parameters());
    assertThat(slices).isEqualTo(whole);
  }

  @ParameterizedTest
  @EnumSource(names = {"JAVA", "OPENCL"})
  void predictsAndMeasures(Backend trainedBy) {
    Network net = DeviceNetworks_AwkwardNet.create(1);
    Dataset data = rows(net, 301, true);
    Trainer.of(net).backend(trainedBy).epochs(2).fit(data);
    for (int count : new int[] {1, 2, 64, 301, 3}) {
      float[] features = Arrays.copyOf(data.features(), count * data.featureSize());
      Device.assertClose(
          count + " predictions",
          Device.onOpenCl(() -> net.predict(features)),
          net.predict(features),
          TOLERANCE);
    }
    double java = Trainer.evaluate(net, data).loss();
    double device = Device.onOpenCl(() -> Trainer.evaluate(net, data).loss());
    assertThat(device).isCloseTo(java, org.assertj.core.api.Assertions.within(TOLERANCE));
    assertThat(Device.onOpenCl(() -> Trainer.evaluate(net, data).metrics()))
        .isEqualTo(Trainer.evaluate(net, data).metrics());
  }

  /** More than one execution takes; each has about a tenth of a second's work. */
  @Test
  void manyRowsArePredictedInSlices(@TempDir Path folder) throws IOException {
    Network net =
        CompiledModel.create(
            folder,
            entry -> true,
            Compilations.model(
                "Wide",
                """
                @Model(loss = MEAN_SQUARED_ERROR)
                @Layer(in = 3, out = 600, act = TANH)
                @Layer(out = 500, act = TANH)
                @Layer(out = 2)
                public interface Wide extends Network {}
                """),
            "-g");
    Dataset data = rows(net, 3501, false);
    float[] features = data.features();
    Device.assertClose(
        "predictions", Device.onOpenCl(() -> net.predict(features)), net.predict(features), 1e-4);
    double java = Trainer.evaluate(net, data).loss();
    double device = Device.onOpenCl(() -> Trainer.evaluate(net, data).loss());
    assertThat(device).isCloseTo(java, org.assertj.core.api.Assertions.within(1e-4));
  }
}
