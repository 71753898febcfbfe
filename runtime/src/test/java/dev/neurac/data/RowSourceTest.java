package dev.neurac.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.neurac.runtime.DataNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of rows, and what is made of it, beside lists of rows that are easy to believe. */
class RowSourceTest {

  private static final int FEATURES = 3;
  private static final List<String> NAMES = List.of("a", "b", "c");

  /** A row as a list would hold it; the class is -1 where the targets are values. */
  private record Row(List<Float> features, List<Float> targets, int classOf, float weight) {

    static Row random(Random random, Kind kind) {
      int chosen = kind == Kind.CLASSES ? random.nextInt(kind.targetSize) : -1;
      List<Float> targets = new ArrayList<>();
      for (int i = 0; i < kind.targetSize; i++) {
        targets.add(
            switch (kind) {
              case VALUES -> (float) random.nextGaussian();
              case CLASSES -> i == chosen ? 1f : 0f;
              case LABELS -> (float) random.nextInt(2);
            });
      }
      List<Float> features =
          Stream.generate(() -> (float) random.nextGaussian()).limit(FEATURES).toList();
      return new Row(features, targets, chosen, 1);
    }

    Row weighing(float changed) {
      return new Row(features, targets, classOf, changed);
    }

    Row doubled() {
      List<Float> changed = features.stream().map(value -> 2 * value).toList();
      return new Row(changed, targets, classOf, weight);
    }

    Row signed() {
      List<Float> signs = targets.stream().map(target -> target == 0 ? -1f : target).toList();
      return new Row(features, signs, classOf, weight);
    }
  }

  /** What the targets are. */
  private enum Kind {
    VALUES(2, List.of()),
    CLASSES(4, List.of("north", "east", "south", "west")),
    LABELS(1, List.of("no", "yes"));

    final int targetSize;
    final List<String> labels;

    Kind(int targetSize, List<String> labels) {
      this.targetSize = targetSize;
      this.labels = labels;
    }

    RowSource source(List<Row> rows) {
      float[] features = flat(rows.stream().flatMap(row -> row.features.stream()));
      if (this == CLASSES) {
        int[] classes = rows.stream().mapToInt(Row::classOf).toArray();
        return ClassRows.of(features, FEATURES, classes, targetSize);
      }
      float[] targets = flat(rows.stream().flatMap(row -> row.targets.stream()));
      return ValueRows.of(features, FEATURES, targets, targetSize);
    }

    Dataset dataset(List<Row> rows) {
      Meaning meaning = Meaning.NONE.features(NAMES, true).labels(labels, this != VALUES);
      return new Dataset(source(rows), meaning);
    }
  }

  private record Doubling() implements FeatureTransform {

    @Override
    public int featureSize() {
      return FEATURES;
    }

    @Override
    public void applyInPlace(float[] rows) {
      for (int i = 0; i < rows.length; i++) {
        rows[i] *= 2;
      }
    }
  }

  private static float[] flat(Stream<Float> values) {
    List<Float> all = values.toList();
    float[] flat = new float[all.size()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = all.get(i);
    }
    return flat;
  }

  private static List<Row> random(Random random, Kind kind, int size) {
    return Stream.generate(() -> Row.random(random, kind)).limit(size).toList();
  }

  private static List<Row> chosen(List<Row> from, int... rows) {
    return Arrays.stream(rows).mapToObj(from::get).toList();
  }

  private static List<Row> joined(List<Row> first, List<Row> next) {
    return Stream.concat(first.stream(), next.stream()).toList();
  }

  /** Reads rows in every way there is. */
  private static void requireSame(RowSource source, Kind kind, List<Row> rows) {
    assertThat(source.size()).isEqualTo(rows.size());
    assertThat(source.featureSize()).isEqualTo(FEATURES);
    assertThat(source.targetSize()).isEqualTo(kind.targetSize);
    assertThat(source.hasClasses()).isEqualTo(kind == Kind.CLASSES);
    for (int row = 0; row < rows.size(); row++) {
      Row wanted = rows.get(row);
      float[] into = new float[1 + FEATURES + kind.targetSize + 1];
      Arrays.fill(into, 99);
      source.copyTargets(row, into, 1 + FEATURES);
      source.copyFeatures(row, into, 1);
      assertThat(into)
          .containsExactly(
              flat(
                  Stream.of(List.of(99f), wanted.features, wanted.targets, List.of(99f))
                      .flatMap(List::stream)));
      if (kind == Kind.CLASSES) {
        assertThat(source.classOf(row)).isEqualTo(wanted.classOf);
      }
    }
    for (int column = 0; column < FEATURES; column++) {
      int feature = column;
      assertThat(source.feature(column))
          .containsExactly(flat(rows.stream().map(row -> row.features.get(feature))));
    }
  }

  private static void requireSame(Dataset data, Kind kind, List<Row> rows) {
    requireSame(data.source(), kind, rows);
    assertThat(data.features())
        .containsExactly(flat(rows.stream().flatMap(row -> row.features.stream())));
    assertThat(data.targets())
        .containsExactly(flat(rows.stream().flatMap(row -> row.targets.stream())));
    for (int row = 0; row < rows.size(); row++) {
      assertThat(data.weight(row)).isEqualTo(rows.get(row).weight);
    }
    assertThat(data.labels()).isEqualTo(kind.labels);
    assertThat(data.names()).isEqualTo(new DataNames(NAMES, kind.labels));
  }

  @ParameterizedTest
  @EnumSource
  void rowsAreReadAsTheyWereGiven(Kind kind) {
    for (int size = 1; size <= 5; size++) {
      List<Row> rows = random(new Random(size), kind, size);
      requireSame(kind.source(rows), kind, rows);
      requireSame(kind.dataset(rows), kind, rows);
    }
  }

  @ParameterizedTest
  @EnumSource
  void selectionsSignsAndOtherFeaturesLeaveTheRestAsItWas(Kind kind) {
    List<Row> rows = random(new Random(7), kind, 6);
    RowSource source = kind.source(rows);
    int[] order = {5, 0, 5, 3};
    requireSame(source.select(order), kind, chosen(rows, order));
    RowSource signs = source.withSigns();
    List<Row> signed = rows.stream().map(Row::signed).toList();
    requireSame(signs, kind, signed);
    requireSame(signs.select(order), kind, chosen(signed, order));
    List<Row> doubled = rows.stream().map(Row::doubled).toList();
    float[] features = flat(doubled.stream().flatMap(row -> row.features.stream()));
    requireSame(source.withFeatures(features), kind, doubled);
    requireSame(signs.withFeatures(features), kind, doubled.stream().map(Row::signed).toList());
    requireSame(source, kind, rows);
  }

  /** Whatever is done to a dataset, one thing after the other, lists say what comes out. */
  @ParameterizedTest
  @EnumSource
  void aDatasetIsAListOfRows(Kind kind) {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      List<Row> rows = random(random, kind, 2 + random.nextInt(8));
      Dataset data = kind.dataset(rows);
      for (int step = 0; step < 6; step++) {
        int size = rows.size();
        int count = 1 + random.nextInt(size);
        switch (random.nextInt(7)) {
          case 0 -> {
            int[] order = random.ints(count, 0, size).toArray();
            data = data.rows(order);
            rows = chosen(rows, order);
          }
          case 1 -> {
            int from = random.nextInt(count);
            data = data.range(from, count);
            rows = rows.subList(from, count);
          }
          case 2 -> {
            data = random.nextBoolean() ? data.skip(size - count) : data.last(count);
            rows = rows.subList(size - count, size);
          }
          case 3 -> {
            data = data.first(count);
            rows = rows.subList(0, count);
          }
          case 4 -> {
            float[] weights = new float[size];
            List<Row> weighted = new ArrayList<>();
            for (int row = 0; row < size; row++) {
              weights[row] = 1 + random.nextInt(5);
              weighted.add(rows.get(row).weighing(weights[row]));
            }
            data = data.withWeights(weights);
            rows = weighted;
          }
          case 5 -> {
            if (data.transforms().isEmpty()) {
              float weight = 1 + random.nextInt(2);
              List<Row> next =
                  random(random, kind, 1).stream().map(row -> row.weighing(weight)).toList();
              Dataset plain = kind.dataset(next);
              data = data.concat(weight == 1 ? plain : plain.withWeights(weight));
              rows = joined(rows, next);
            }
          }
          default -> {
            if (data.transforms().isEmpty()) {
              FeatureTransform doubling = new Doubling();
              data = doubling.apply(data);
              rows = rows.stream().map(Row::doubled).toList();
              assertThat(data.transforms()).containsExactly(doubling);
            }
          }
        }
        requireSame(data, kind, rows);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void partsHaveTheRowsOfTheirNumbers(Kind kind) {
    List<Row> rows = random(new Random(3), kind, 9);
    Dataset data = kind.dataset(rows).withWeights(1, 2, 3, 4, 5, 6, 7, 8, 9);
    List<Row> weighted =
        IntStream.range(0, 9).mapToObj(row -> rows.get(row).weighing(row + 1)).toList();
    int[] order = Shuffle.permutation(9, 11);
    Split split = data.split(0.5, 11);
    requireSame(split.train(), kind, chosen(weighted, Arrays.copyOf(order, 5)));
    requireSame(split.test(), kind, chosen(weighted, Arrays.copyOfRange(order, 5, 9)));
    int[] test = {order[1], order[5]};
    assertThat(data.folds(4, 11).get(1).test().size()).isEqualTo(test.length);
    requireSame(data.folds(4, 11).get(1).test(), kind, chosen(weighted, test));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 4})
  void aRowOutsideIsRefusedBeforeAnythingIsWritten(int row) {
    for (Kind kind : Kind.values()) {
      RowSource source = kind.source(random(new Random(1), kind, 4));
      float[] into = new float[8];
      for (Runnable reading :
          List.<Runnable>of(
              () -> source.copyFeatures(row, into, 0),
              () -> source.copyTargets(row, into, 0),
              () -> source.select(new int[] {0, row}),
              () -> SampleWeights.ones(4).of(row),
              () -> SampleWeights.of(4, new float[] {1, 2, 3, 4}).of(row))) {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
            .isThrownBy(reading::run)
            .withMessage("Index " + row + " out of bounds for length 4");
      }
      assertThat(into).containsOnly(0);
    }
  }

  @Test
  void aRowOfValuesHasNoClassWhateverItsNumber() {
    RowSource values = Kind.VALUES.source(random(new Random(1), Kind.VALUES, 4));
    assertThatIllegalStateException()
        .isThrownBy(() -> values.classOf(9))
        .withMessageStartingWith("this dataset has no classes but rows of 2 target values");
    RowSource classes = Kind.CLASSES.source(random(new Random(1), Kind.CLASSES, 4));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> classes.classOf(4))
        .withMessage("Index 4 out of bounds for length 4");
  }

  @Test
  void moreValuesThanAnArrayHoldsAreRefused() {
    FlatRows wide = FlatRows.of("features", new float[1 << 20], 1 << 20);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wide.select("features", new int[1 << 12]))
        .withMessage(
            "4096 rows of 1048576 features are 4294967296 values, but an array holds at most"
                + " 2147483647");
    Dataset classes = Dataset.ofClasses(new float[1 << 12], 1, new int[1 << 12], 1 << 20);
    assertThatIllegalArgumentException()
        .isThrownBy(classes::targets)
        .withMessageStartingWith("4096 rows of 1048576 one-hot targets are 4294967296 values");
  }
}
