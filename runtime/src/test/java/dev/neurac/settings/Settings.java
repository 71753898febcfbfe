package dev.neurac.settings;

import dev.neurac.schedule.Schedule;
import dev.neurac.schedule.StepSchedule;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The settings of optimisers and schedules, which are the components of their records. */
public final class Settings {

  private Settings() {}

  /** Returns a record for each component, in which that one is another. */
  public static <R> Stream<R> variants(R settings) {
    return IntStream.range(0, settings.getClass().getRecordComponents().length)
        .mapToObj(changed -> variant(settings, changed));
  }

  @SuppressWarnings("unchecked")
  private static <R> R variant(R settings, int changed) {
    RecordComponent[] components = settings.getClass().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = new Object[components.length];
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = components[i].getAccessor().invoke(settings);
      }
      values[changed] = another(values[changed]);
      return (R) settings.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns another value within the bounds of all settings. */
  private static Object another(Object value) {
    if (value instanceof Double number) {
      return number == 0 ? 0.125 : number / 2;
    } else if (value instanceof Integer number) {
      return number + 1;
    } else if (value instanceof Boolean flag) {
      return !flag;
    } else if (value instanceof Schedule) {
      return StepSchedule.of(7, 0.7);
    }
    throw new IllegalArgumentException("no other " + value);
  }
}
