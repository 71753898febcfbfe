package dev.neurac.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.Gson;
import dev.neurac.optim.update.AdamUpdate;
import dev.neurac.optim.update.AdamWUpdate;
import dev.neurac.runtime.UpdateSettings;
import dev.neurac.settings.Settings;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every optimiser against PyTorch's numbers. */
public class OptimizerTest {

  /** The optimisers by the names of PyTorch's cases in optimizers.json. */
  private static final Map<String, Optimizer> CASES = cases();

  private static final Reference REFERENCE = reference();

  private static Map<String, Optimizer> cases() {
    Map<String, Optimizer> cases = new LinkedHashMap<>();
    cases.put("SGD(lr=0.1)", Sgd.of(0.1));
    cases.put("SGD(lr=0.1,weight_decay=0.01)", Sgd.of(0.1).weightDecay(0.01));
    cases.put("MOMENTUM(lr=0.1,momentum=0.9)", Momentum.of(0.1, 0.9));
    cases.put(
        "MOMENTUM(lr=0.1,momentum=0.9,weight_decay=0.01)", Momentum.of(0.1, 0.9).weightDecay(0.01));
    cases.put("NESTEROV(lr=0.1,momentum=0.9)", Nesterov.of(0.1, 0.9));
    cases.put(
        "NESTEROV(lr=0.1,momentum=0.9,weight_decay=0.01)", Nesterov.of(0.1, 0.9).weightDecay(0.01));
    cases.put("ADAGRAD(lr=0.1)", Adagrad.of(0.1));
    cases.put(
        "ADAGRAD(lr=0.1,eps=0.001,weight_decay=0.01)",
        Adagrad.of(0.1).epsilon(1e-3).weightDecay(0.01));
    cases.put("ADADELTA(lr=1,rho=0.9,eps=1e-6)", Adadelta.of());
    cases.put(
        "ADADELTA(lr=0.5,rho=0.8,eps=1e-5,weight_decay=0.01)",
        Adadelta.of(0.5).rho(0.8).epsilon(1e-5).weightDecay(0.01));
    cases.put("RMSPROP(lr=0.01,alpha=0.99,eps=1e-8)", RmsProp.of(0.01));
    cases.put(
        "RMSPROP(lr=0.01,alpha=0.9,eps=1e-6,weight_decay=0.01)",
        RmsProp.of(0.01).alpha(0.9).epsilon(1e-6).weightDecay(0.01));
    cases.put("RMSPROP(lr=0.01,momentum=0.9)", RmsProp.of(0.01).momentum(0.9));
    cases.put("RMSPROP(lr=0.01,centered)", RmsProp.of(0.01).centered());
    cases.put(
        "RMSPROP(lr=0.01,momentum=0.9,centered,weight_decay=0.01)",
        RmsProp.of(0.01).momentum(0.9).centered().weightDecay(0.01));
    cases.put("ADAM(lr=0.001)", Adam.of(1e-3));
    cases.put("ADAM(lr=0.05,weight_decay=0.01)", Adam.of(0.05).weightDecay(0.01));
    cases.put("ADAM(lr=0.05,amsgrad)", Adam.of(0.05).amsgrad());
    cases.put("ADAMW(lr=0.05,weight_decay=0.01)", AdamW.of(0.05));
    cases.put("ADAMW(lr=0.05,weight_decay=0.1,amsgrad)", AdamW.of(0.05).weightDecay(0.1).amsgrad());
    cases.put("ADAMAX(lr=0.002)", Adamax.of(0.002));
    cases.put(
        "ADAMAX(lr=0.05,betas=(0.8,0.95),weight_decay=0.01)",
        Adamax.of(0.05, 0.8, 0.95, 1e-8).weightDecay(0.01));
    cases.put("NADAM(lr=0.002)", Nadam.of(0.002));
    cases.put(
        "NADAM(lr=0.05,momentum_decay=0.1,weight_decay=0.01)",
        Nadam.of(0.05).momentumDecay(0.1).weightDecay(0.01));
    return cases;
  }

  private record Reference(double[] start, double[][] gradients, Map<String, double[][]> after) {}

  static Stream<String> names() {
    return CASES.keySet().stream();
  }

  static Stream<Optimizer> optimizers() {
    return CASES.values().stream();
  }

  @Test
  void everyOptimizerHasACase() {
    assertThat(CASES.values().stream().map(Object::getClass).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Optimizer.class.getPermittedSubclasses());
    assertThat(CASES.keySet()).containsExactlyInAnyOrderElementsOf(REFERENCE.after().keySet());
  }

  @ParameterizedTest
  @MethodSource("names")
  void makesTheStepsThatPyTorchMakes(String name) {
    float[] parameters = floats(REFERENCE.start());
    Optimizer optimizer = CASES.get(name);
    Optimizer.State state = optimizer.start(parameters.length);
    for (int step = 0; step < REFERENCE.gradients().length; step++) {
      state.nextStep(optimizer.learningRate());
      state.update(parameters, floats(REFERENCE.gradients()[step]), 0, parameters.length);
      double[] expected = REFERENCE.after().get(name)[step];
      double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
      double difference = 0;
      for (int i = 0; i < expected.length; i++) {
        difference = Math.max(difference, Math.abs(parameters[i] - expected[i]));
      }
      assertThat(difference / largest).as("step %d", step + 1).isLessThanOrEqualTo(1e-5);
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void givesTheSameBitsInAnySplit(Optimizer optimizer) {
    SplittableRandom random = new SplittableRandom(5);
    int size = 207;
    float[] whole = random(random, size);
    float[] split = whole.clone();
    Optimizer.State wholeState = optimizer.start(size);
    Optimizer.State splitState = optimizer.start(size);
    for (int step = 0; step < 20; step++) {
      float[] gradients = random(random, size);
      wholeState.nextStep(0.01);
      wholeState.update(whole, gradients, 0, size);
      splitState.nextStep(0.01);
      int cut = 1 + random.nextInt(size - 1);
      splitState.update(split, gradients, cut, size);
      splitState.update(split, gradients, 0, cut);
    }
    assertThat(split).isEqualTo(whole);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void startsEveryRunAnew(Optimizer optimizer) {
    float[] first = {1, -2};
    float[] second = first.clone();
    for (float[] parameters : new float[][] {first, second}) {
      Optimizer.State state = optimizer.start(2);
      for (int step = 0; step < 3; step++) {
        state.nextStep(0.1);
        state.update(parameters, new float[] {0.5f, 3}, 0, 2);
      }
    }
    assertThat(second).isEqualTo(first).isNotEqualTo(new float[] {1, -2});
  }

  /** Whatever the state was before, a restored one goes on as if nothing had happened. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void goesOnFromARestoredStateToTheBit(Optimizer optimizer) {
    int size = 13;
    float[] parameters = random(new SplittableRandom(8), size);
    Optimizer.State state = optimizer.start(size);
    steps(state, parameters, 1, 9);
    float[] parametersThen = parameters.clone();
    Map<String, float[]> arraysThen = new LinkedHashMap<>();
    state.arrays().forEach((name, array) -> arraysThen.put(name, array.clone()));
    steps(state, parameters, 10, 20);

    for (int others : new int[] {0, 1, 40}) {
      Optimizer.State restored = optimizer.start(size);
      steps(restored, new float[size], 100, 99 + others);
      restored.restore(9, arraysThen);
      float[] resumed = parametersThen.clone();
      steps(restored, resumed, 10, 20);
      assertThat(resumed).as("after %d other steps", others).isEqualTo(parameters);
      assertThat(restored.step()).isEqualTo(state.step()).isEqualTo(20);
    }
  }

  /** Makes steps with rates and gradients drawn from their numbers. */
  private static void steps(Optimizer.State state, float[] parameters, int first, int last) {
    for (int step = first; step <= last; step++) {
      SplittableRandom random = new SplittableRandom(step);
      state.nextStep(random.nextDouble(0.01));
      state.update(parameters, random(random, parameters.length), 0, parameters.length);
    }
  }

  @Test
  void remembersNoMoreThanItsSettingsNeed() {
    assertThat(Sgd.of(1).start(3).arrays()).isEmpty();
    assertThat(RmsProp.of(1).start(3).arrays()).containsOnlyKeys("square");
    assertThat(RmsProp.of(1).centered().start(3).arrays().keySet())
        .containsExactly("square", "mean", "velocity");
    assertThat(Adam.of(1).start(3).arrays().keySet()).containsExactly("mean", "square");
    assertThat(Adam.of(1).amsgrad().start(3).arrays().keySet())
        .containsExactly("mean", "square", "maximum");
  }

  @Test
  void refusesAStateThatIsNotItsOwn() {
    Optimizer.State state = Momentum.of(0.1, 0.9).start(2);
    state.nextStep(0.1);
    state.update(new float[2], new float[] {1, 2}, 0, 2);
    refused(() -> state.restore(-1, state.arrays()), "step is at least 0, not -1");
    refused(
        () -> state.restore(1, Map.of("mean", new float[2])),
        "the state has the arrays [velocity], not [mean]");
    refused(
        () -> state.restore(1, Map.of("velocity", new float[3])), "velocity has 2 values, not 3");
    assertThat(state.arrays().get("velocity")).isEqualTo(new float[] {1, 2});
    assertThat(state.step()).isEqualTo(1);
  }

  @Test
  void stepsByTheRateOfTheStep() {
    float[] parameters = {0};
    Optimizer.State state = Sgd.of(0.1).start(1);
    state.nextStep(0.5);
    state.update(parameters, new float[] {1}, 0, 1);
    assertThat(parameters[0]).isEqualTo(-0.5f);
    state.nextStep(0);
    state.update(parameters, new float[] {1}, 0, 1);
    assertThat(parameters[0]).isEqualTo(-0.5f);
  }

  /** By hand, for the second step: 1 - 0.9² = 0.19 and 1 - 0.75² = 0.4375. */
  @Test
  void sharesTheScalarsOfTheStepWithADevice() {
    float[] adam = sharedBySecondStep(Adam.of(1, 0.9, 0.75, 1e-8).weightDecay(0.5).amsgrad());
    assertThat(adam[2 + AdamUpdate.RATE]).isEqualTo((float) (0.1 / 0.19));
    assertThat(adam[2 + AdamUpdate.DECAY]).isEqualTo(0.5f);
    assertThat(adam[2 + AdamUpdate.BETA1]).isEqualTo(0.9f);
    assertThat(adam[2 + AdamUpdate.REST1]).isEqualTo(0.1f);
    assertThat(adam[2 + AdamUpdate.BETA2]).isEqualTo(0.75f);
    assertThat(adam[2 + AdamUpdate.REST2]).isEqualTo(0.25f);
    assertThat(adam[2 + AdamUpdate.EPSILON]).isEqualTo(1e-8f);
    assertThat(adam[2 + AdamUpdate.ROOT]).isEqualTo((float) Math.sqrt(0.4375));
    assertThat(adam[2 + AdamUpdate.AMSGRAD]).isEqualTo(1);
    float[] adamW = sharedBySecondStep(AdamW.of(1, 0.9, 0.75, 1e-8).weightDecay(0.5));
    assertThat(adamW[2 + AdamWUpdate.SHRINK]).isEqualTo(0.95f);
    assertThat(adamW[2 + AdamUpdate.AMSGRAD]).isZero();
  }

  private static float[] sharedBySecondStep(Optimizer optimizer) {
    Optimizer.State state = optimizer.start(1);
    state.nextStep(0.3);
    state.nextStep(0.1);
    float[] shared = new float[2 + UpdateSettings.MAX_SCALARS];
    state.share(shared, 2);
    assertThat(shared).startsWith(0, 0);
    return shared;
  }

  @Test
  void takesRatesAsFloatsToo() {
    assertThat((float) Adam.of(1e-3f).learningRate()).isEqualTo(1e-3f);
    assertThat(Adam.of(1e-3)).isEqualTo(Adam.of(1e-3, 0.9, 0.999, 1e-8));
  }

  @Test
  void describesItself() {
    assertThat(Sgd.of(0.1).describe()).isEqualTo("sgd learningRate=0.1 weightDecay=0");
    assertThat(Adam.of(1e-3).weightDecay(0.01).amsgrad().describe())
        .isEqualTo(
            "adam learningRate=0.001 beta1=0.9 beta2=0.999 epsilon=1E-8 weightDecay=0.01"
                + " amsgrad=true");
    assertThat(RmsProp.of(100).describe())
        .isEqualTo(
            "rmsprop learningRate=100 alpha=0.99 epsilon=1E-8 momentum=0 centered=false"
                + " weightDecay=0");
    assertThat(Sgd.of(1e-3f).describe())
        .isEqualTo("sgd learningRate=0.0010000000474974513 weightDecay=0");
  }

  /** What the text leaves out, a checkpoint would not notice. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void describesEverySetting(Optimizer optimizer) {
    assertThat(Settings.variants(optimizer).map(Optimizer::describe))
        .isNotEmpty()
        .doesNotContain(optimizer.describe());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void isReadBackFromItsDescription(Optimizer optimizer) {
    assertThat(Optimizer.parse(optimizer.describe())).isEqualTo(optimizer);
    assertThat(Settings.variants(optimizer))
        .allSatisfy(other -> assertThat(Optimizer.parse(other.describe())).isEqualTo(other));
  }

  /** As floats and as doubles, near and far, a negative zero among them. */
  @Test
  void isReadBackWithAnyNumber() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      double rate = Math.exp(random.nextDouble(-80, 80));
      Sgd sgd = Sgd.of(i % 2 == 0 ? rate : (float) rate).weightDecay(i == 7 ? -0.0 : rate / 3);
      assertThat(Optimizer.parse(sgd.describe())).isEqualTo(sgd);
    }
  }

  @Test
  void readsSettingsInAnyOrder() {
    assertThat(Optimizer.parse("momentum weightDecay=0 momentum=0.9 learningRate=1e-1"))
        .isEqualTo(Momentum.of(0.1, 0.9));
  }

  @Test
  void refusesTextsThatDescribeNoOptimizer() {
    refused(
        () -> Optimizer.parse("adan learningRate=1"),
        "there is no optimizer 'adan', but adadelta, adagrad, adam, adamax, adamw, momentum, nadam,"
            + " nesterov, rmsprop, sgd");
    refused(
        () -> Optimizer.parse("sgd learningRate=1"),
        "sgd needs the setting weightDecay, but has only [learningRate]");
    refused(
        () -> Optimizer.parse("sgd learningRate=1 weightDecay=0 momentum=0.9"),
        "sgd has no setting 'momentum', but learningRate, weightDecay");
    refused(
        () -> Optimizer.parse("sgd learningRate=1 learningRate=2 weightDecay=0"),
        "sgd has the setting learningRate twice: 'sgd learningRate=1 learningRate=2"
            + " weightDecay=0'");
    refused(
        () -> Optimizer.parse("sgd learningRate=fast weightDecay=0"),
        "learningRate is a number, not 'fast'");
    refused(
        () -> Optimizer.parse("sgd 1 0"),
        "a setting of sgd is written name=value, but there is '1'");
    refused(
        () -> Optimizer.parse("sgd learningRate=-1 weightDecay=0"),
        "learningRate is a finite number above 0, not -1.0");
    refused(
        () -> Optimizer.parse(Adam.of(1).describe().replace("false", "no")),
        "amsgrad is true or false, not 'no'");
  }

  @Test
  void everyOptimizerHasANameOfItsOwn() {
    assertThat(optimizers().map(optimizer -> optimizer.describe().split(" ")[0]).distinct())
        .hasSize(Optimizer.class.getPermittedSubclasses().length);
  }

  @Test
  void refusesSettingsOutOfBounds() {
    refused(() -> Sgd.of(0), "learningRate is a finite number above 0, not 0.0");
    refused(() -> Adam.of(Double.NaN), "learningRate is a finite number above 0, not NaN");
    refused(
        () -> Momentum.of(Double.POSITIVE_INFINITY, 0.9),
        "learningRate is a finite number above 0, not Infinity");
    refused(() -> Momentum.of(0.1, 1), "momentum is at least 0 and below 1, not 1.0");
    refused(() -> Nesterov.of(0.1, 1.5), "momentum is at least 0 and below 1, not 1.5");
    refused(
        () -> Sgd.of(0.1).weightDecay(-0.1),
        "weightDecay is a finite number of at least 0, not -0.1");
    refused(() -> Adadelta.of().rho(1), "rho is at least 0 and below 1, not 1.0");
    refused(() -> Adagrad.of(0.1).epsilon(0), "epsilon is a finite number above 0, not 0.0");
    refused(() -> RmsProp.of(0.1).alpha(-1), "alpha is at least 0 and below 1, not -1.0");
    refused(
        () -> Nadam.of(0.1).momentumDecay(-1),
        "momentumDecay is a finite number of at least 0, not -1.0");
    // It would be 0 as a float.
    refused(
        () -> Adam.of(0.1, 0.9, 0.999, 1e-60), "epsilon is a finite number above 0, not 1.0E-60");
  }

  /** Betas have the same bounds in each of the family. */
  @Test
  void refusesBetasOutOfBounds() {
    Stream.<BiFunction<Double, Double, Optimizer>>of(
            (beta1, beta2) -> Adam.of(0.1, beta1, beta2, 1e-8),
            (beta1, beta2) -> AdamW.of(0.1, beta1, beta2, 1e-8),
            (beta1, beta2) -> Adamax.of(0.1, beta1, beta2, 1e-8),
            (beta1, beta2) -> Nadam.of(0.1, beta1, beta2, 1e-8))
        .forEach(
            of -> {
              refused(() -> of.apply(-0.1, 0.9), "beta1 is at least 0 and below 1, not -0.1");
              refused(() -> of.apply(0.9, 1.0), "beta2 is at least 0 and below 1, not 1.0");
            });
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }

  private static Reference reference() {
    try (Reader reader =
        new InputStreamReader(
            OptimizerTest.class.getResourceAsStream("optimizers.json"), StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, Reference.class);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    IntStream.range(0, values.length).forEach(i -> floats[i] = (float) values[i]);
    return floats;
  }

  private static float[] random(SplittableRandom random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble(-2, 2);
    }
    return values;
  }
}
