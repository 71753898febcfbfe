package dev.neurac.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.neurac.Loss;
import dev.neurac.data.Dataset;
import dev.neurac.optim.Sgd;
import dev.neurac.settings.Settings;
import dev.neurac.train.DenseNetwork;
import dev.neurac.train.Trainer;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every schedule against PyTorch's numbers, and in a run. */
public class ScheduleTest {

  private static final Gson GSON = new Gson();
  private static final Offset<Double> NEAR = within(1e-5);

  /** The schedules by the names of PyTorch's cases in schedules.json. */
  private static final Map<String, Schedule> CASES = cases();

  private static final JsonObject REFERENCE = reference();

  private static Map<String, Schedule> cases() {
    Map<String, Schedule> cases = new LinkedHashMap<>();
    cases.put("CONSTANT", ConstantSchedule.of());
    cases.put("STEP(5,0.5)", StepSchedule.of(5, 0.5));
    cases.put("EXPONENTIAL(0.9)", ExponentialSchedule.of(0.9));
    cases.put("COSINE(20,min=0.001)", CosineSchedule.of(20).min(0.001));
    cases.put("LINEAR(1->0.1,20)", LinearSchedule.of(20, 0.1));
    cases.put("LINEAR(0.5->1,5)", LinearSchedule.of(5, 1).from(0.5));
    cases.put("POLYNOMIAL(20,2)", PolynomialSchedule.of(20, 2));
    cases.put("POLYNOMIAL(10,1)", PolynomialSchedule.of(10, 1));
    cases.put("ONE_CYCLE(max=0.1,20)", OneCycleSchedule.of(20));
    cases.put(
        "ONE_CYCLE(max=0.1,20,pct_start=0.5,div_factor=10,final_div_factor=100)",
        OneCycleSchedule.of(20).rise(0.5).divisor(10).finalDivisor(100));
    cases.put("ONE_CYCLE(max=0.1,epochs=4,steps_per_epoch=5)", OneCycleSchedule.of(4).perStep());
    cases.put("WARM_UP(4)+COSINE(16)", CosineSchedule.of(16).warmUp(4));
    cases.put(
        "WARM_UP(3,from=0.1)+STEP(4,0.5)", WarmUpSchedule.of(3, StepSchedule.of(4, 0.5)).from(0.1));
    cases.put(
        "PLATEAU(factor=0.5,patience=2,abs,threshold=0.001,min_lr=0.02)",
        PlateauSchedule.of().factor(0.5).patience(2).minChange(1e-3).minRate(0.02));
    cases.put(
        "PLATEAU(factor=0.1,patience=0,abs,threshold=0)",
        PlateauSchedule.of().patience(0).minChange(0));
    return cases;
  }

  static Stream<String> names() {
    return CASES.keySet().stream();
  }

  static Stream<Schedule> schedules() {
    return CASES.values().stream();
  }

  @Test
  void everyScheduleHasACase() {
    assertThat(CASES.values().stream().map(Object::getClass).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Schedule.class.getPermittedSubclasses());
    Set<String> names = new LinkedHashSet<>(REFERENCE.keySet());
    names.removeAll(Set.of("_about", "watched"));
    assertThat(CASES.keySet()).containsExactlyInAnyOrderElementsOf(names);
  }

  @ParameterizedTest
  @MethodSource("names")
  void givesTheRatesThatPyTorchGives(String name) {
    Schedule schedule = CASES.get(name);
    double[] expected = GSON.fromJson(REFERENCE.get(name), double[].class);
    double[] watched = GSON.fromJson(REFERENCE.get("watched"), double[].class);
    Schedule.Rates rates = schedule.start(0.1, schedule.changesEveryStep() ? 5 : 1);
    for (int t = 0; t < expected.length; t++) {
      assertThat(rates.at(t))
          .as("t = %d", t)
          .isCloseTo(expected[t], within(1e-12 * Math.max(expected[t], 1e-3)));
      rates.watch(t, watched[t]);
    }
  }

  /** Lengths stay in epochs: where an epoch begins, the rate is the same. One-cycle counts ends. */
  @ParameterizedTest
  @MethodSource("schedules")
  void passesTheSameRatesPerStep(Schedule schedule) {
    assertThat(schedule.perStep().changesEveryStep()).isTrue();
    assertThat(schedule.perStep().perStep()).isEqualTo(schedule.perStep());
    if (schedule.describe().contains("oneCycle")) {
      return;
    }
    Schedule.Rates perEpoch = schedule.start(0.1, 1);
    Schedule.Rates perStep = schedule.perStep().start(0.1, 7);
    for (int epoch = 0; epoch < 30; epoch++) {
      assertThat(perStep.at(7L * epoch)).isCloseTo(perEpoch.at(epoch), within(1e-15));
      perEpoch.watch(epoch, 1);
      perStep.watch(7L * epoch + 6, 1);
    }
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void keepsItsLastRate(Schedule schedule) {
    assertThat(schedule.warmUp(3).start(0.1, 1).at(0)).isPositive();
    if (!(schedule instanceof StepSchedule || schedule instanceof ExponentialSchedule)) {
      Schedule.Rates rates = schedule.start(0.1, 1);
      double last = rates.at(1000);
      assertThat(last).isFinite().isNotNegative();
      assertThat(rates.at(5000)).isCloseTo(last, within(1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void goesOnFromRestoredMemory(Schedule schedule) {
    Schedule.Rates rates = schedule.warmUp(2).start(0.1, 1);
    for (int epoch = 0; epoch < 9; epoch++) {
      rates.watch(epoch, 1 + epoch % 3);
    }
    Schedule.Rates restored = schedule.warmUp(2).start(0.1, 1);
    restored.restore(rates.memory());
    for (int epoch = 9; epoch < 40; epoch++) {
      assertThat(restored.at(epoch)).isEqualTo(rates.at(epoch));
      rates.watch(epoch, 1 + epoch % 3);
      restored.watch(epoch, 1 + epoch % 3);
    }
    assertThat(restored.memory()).isEqualTo(rates.memory());
  }

  @Test
  void remembersAPlateau() {
    Schedule.Rates rates = PlateauSchedule.of().patience(1).start(0.5, 1);
    rates.watch(0, 3);
    rates.watch(1, 4);
    assertThat(rates.memory()).isEqualTo(Map.of("rate", 0.5, "best", 3.0, "bad", 1.0));
    rates.watch(2, Double.NaN);
    assertThat(rates.memory()).isEqualTo(Map.of("rate", 0.05, "best", 3.0, "bad", 0.0));
    refused(
        () -> rates.restore(Map.of("rate", 1.0)),
        "a plateau remembers rate, best and bad, but was given [rate]");
    refused(
        () -> StepSchedule.of(1, 0.5).start(0.1, 1).restore(Map.of("best", 1.0)),
        "the schedule remembers nothing, but was given [best]");
  }

  /** However bad the losses while it warms up, the plateau begins afterwards. */
  @Test
  void watchesNothingWhileItWarmsUp() {
    Schedule.Rates rates = PlateauSchedule.of().patience(0).warmUp(3).start(0.1, 1);
    List<Double> seen = new ArrayList<>();
    for (int epoch = 0; epoch < 6; epoch++) {
      seen.add(rates.at(epoch));
      rates.watch(epoch, 1 + epoch);
    }
    assertThat(seen.subList(0, 3)).isSorted();
    assertThat(seen.subList(3, 5)).containsExactly(0.1, 0.1);
    assertThat(seen.get(5)).isCloseTo(0.01, within(1e-15));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void describesEverySetting(Schedule schedule) {
    assertThat(Settings.variants(schedule).map(Schedule::describe))
        .doesNotContain(schedule.describe());
    assertThat(schedule.perStep().describe()).startsWith("perStep ");
  }

  @Test
  void describesItself() {
    assertThat(CosineSchedule.of(50).warmUp(4).perStep().describe())
        .isEqualTo("perStep warmUp epochs=4 from=0.2, then cosine epochs=50 min=0");
  }

  /** By itself, and wrapped in all ways, twice over. */
  @ParameterizedTest
  @MethodSource("schedules")
  void isReadBackFromItsDescription(Schedule schedule) {
    Stream.concat(Stream.of(schedule), Settings.variants(schedule))
        .flatMap(
            each ->
                Stream.of(
                    each,
                    each.perStep(),
                    each.warmUp(3),
                    each.perStep().warmUp(3),
                    each.warmUp(3).perStep(),
                    each.warmUp(3).warmUp(2),
                    each.warmUp(3).perStep().warmUp(2)))
        .forEach(each -> assertThat(Schedule.parse(each.describe())).isEqualTo(each));
  }

  @Test
  void refusesTextsThatDescribeNoSchedule() {
    refused(
        () -> Schedule.parse("cosinus"),
        "there is no schedule 'cosinus', but constant, cosine, exponential, linear, oneCycle,"
            + " plateau, polynomial, step, warmUp");
    refused(
        () -> Schedule.parse("cosine epochs=1.5 min=0"),
        "epochs is a whole number of at most 2147483647, not '1.5'");
    refused(() -> Schedule.parse("perStep cosine epochs=0 min=0"), "epochs is at least 1, not 0");
    refused(
        () -> Schedule.parse("warmUp epochs=4 from=0.2"),
        "a warmUp is written with what comes after it: 'warmUp epochs=4 from=0.2, then constant'");
    refused(
        () -> Schedule.parse("constant, then cosine epochs=5 min=0"),
        "there is no schedule that comes before another 'constant', but warmUp");
  }

  @Test
  void refusesSettingsOutOfBounds() {
    refused(() -> StepSchedule.of(0, 0.5), "epochs is at least 1, not 0");
    refused(() -> StepSchedule.of(1, 0), "factor is a finite number above 0, not 0.0");
    refused(() -> LinearSchedule.of(1, -1), "to is a finite number of at least 0, not -1.0");
    refused(() -> OneCycleSchedule.of(9).rise(1), "rise is at least 0 and below 1, not 1.0");
    refused(() -> CosineSchedule.of(9).warmUp(0), "epochs is at least 1, not 0");
    refused(() -> PlateauSchedule.of().patience(-1), "patience is at least 0, not -1");
    refused(() -> PlateauSchedule.of().factor(1), "factor is at least 0 and below 1, not 1.0");
    refused(
        () -> CosineSchedule.of(9).min(0.2).start(0.1, 1),
        "min is at most the optimiser's rate 0.1, not 0.2");
    refused(
        () -> PlateauSchedule.of().minRate(0.2).warmUp(2).start(0.1, 1),
        "minRate is at most the optimiser's rate 0.1, not 0.2");
  }

  @Test
  void setsTheRateOfEachEpoch() {
    Trainer trainer = trainer().schedule(StepSchedule.of(2, 0.5)).epochs(5);
    assertThat(shrinkages(trainer, 4)).containsExactly(row(0.5, 0.5, 0.75, 0.75, 0.875), NEAR);
    // All steps of an epoch have its rate.
    Trainer steps = trainer().schedule(StepSchedule.of(1, 0.5)).epochs(2).batchSize(2);
    assertThat(shrinkages(steps, 4)).containsExactly(row(0.5 * 0.5, 0.75 * 0.75), NEAR);
  }

  @Test
  void setsTheRateOfEachStep() {
    // Three rows in batches of two are two steps an epoch: 0.5, 0.375; 0.25, 0.125.
    Trainer trainer = trainer().schedule(LinearSchedule.of(2, 0).perStep()).epochs(2).batchSize(2);
    assertThat(shrinkages(trainer, 3)).containsExactly(row(0.5 * 0.625, 0.75 * 0.875), NEAR);
  }

  @Test
  void watchesTheValidationLossElseTheTrainingLoss() {
    Schedule plateau = PlateauSchedule.of().factor(0.5).patience(0);
    Trainer trainer = trainer().schedule(plateau).epochs(4);
    assertThat(shrinkages(trainer, 1)).containsExactly(row(0.5, 0.5, 0.5, 0.5), NEAR);
    // These rows get worse as the training rows get better.
    Trainer validated = trainer().schedule(plateau).epochs(4).validation(rows(1, -9));
    assertThat(shrinkages(validated, 1)).containsExactly(row(0.5, 0.5, 0.75, 0.875), NEAR);
  }

  /**
   * The rate is 0.5; the feature is 0, so that only the bias b moves, from 0, by rate · (t - b).
   */
  private static Trainer trainer() {
    return Trainer.of(DenseNetwork.of(Loss.HALF_SQUARED_ERROR, 1, 1))
        .optimizer(Sgd.of(0.5))
        .metrics();
  }

  /** Returns what each epoch leaves of 1 - b: the product of 1 - rate over its steps. */
  private static double[] shrinkages(Trainer trainer, int rows) {
    List<Double> left = new ArrayList<>(List.of(1.0));
    trainer
        .onEpoch(
            (epoch, control) ->
                left.add(1.0 - control.network().parameter("layer1.bias").values().at(0)))
        .fit(rows(rows, 1));
    return IntStream.range(1, left.size())
        .mapToDouble(epoch -> left.get(epoch) / left.get(epoch - 1))
        .toArray();
  }

  private static Dataset rows(int rows, float target) {
    float[] targets = new float[rows];
    Arrays.fill(targets, target);
    return Dataset.of(new float[rows], 1, targets, 1);
  }

  private static double[] row(double... values) {
    return values;
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }

  private static JsonObject reference() {
    try (Reader reader =
        new InputStreamReader(
            ScheduleTest.class.getResourceAsStream("schedules.json"), StandardCharsets.UTF_8)) {
      return GSON.fromJson(reader, JsonObject.class);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
