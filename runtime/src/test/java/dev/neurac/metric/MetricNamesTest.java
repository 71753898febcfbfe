package dev.neurac.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Metrics are found by the names that they have. */
class MetricNamesTest {

  @Test
  void everyMetricOfTheLibraryIsFoundByItsName() throws IllegalAccessException {
    List<Metric> all = new ArrayList<>();
    for (Field field : Metric.class.getFields()) {
      all.add((Metric) field.get(null));
    }
    assertThat(all).hasSizeGreaterThan(15);
    for (int n : new int[] {1, 2, 10, 999_999_999}) {
      all.addAll(List.of(Metric.topK(n), Metric.precision(n - 1), Metric.recall(n), Metric.f1(n)));
    }
    assertThat(all).allSatisfy(m -> assertThat(Metric.named(m.name())).hasValue(m));
  }

  @Test
  void nothingElseIsFound() {
    assertThat(
            Stream.of("", "Accuracy", "top-0 accuracy", "top-03 accuracy", "f1 of class -1", "f1 2")
                .map(Metric::named))
        .allMatch(found -> found.isEmpty());
    assertThat(Metric.named("recall of class 99999999999")).isEmpty();
  }
}
