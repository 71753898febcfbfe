package dev.neurac.opencl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps Aparapi from writing to the application's log, and from changing its configuration: when
 * its class {@code Config} is loaded, that sets the level of every root handler.
 */
final class QuietAparapi {

  private static final String LEVEL = "com.aparapi.logLevel";
  private static final String CONFIG = "com.aparapi.Config";

  private QuietAparapi() {}

  /**
   * Loads Aparapi's configuration with its logging off, unless the application sets its level.
   *
   * @throws NoClassDefFoundError if Aparapi is not there
   */
  static void load() {
    Map<Handler, Level> levels = new LinkedHashMap<>();
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      levels.put(handler, handler.getLevel());
    }
    boolean set = System.getProperty(LEVEL) != null;
    if (!set) {
      System.setProperty(LEVEL, "OFF");
    }
    try {
      Class.forName(CONFIG);
    } catch (ClassNotFoundException e) {
      NoClassDefFoundError missing = new NoClassDefFoundError(CONFIG);
      missing.initCause(e);
      throw missing;
    } finally {
      levels.forEach(Handler::setLevel);
      if (!set) {
        System.clearProperty(LEVEL);
      }
    }
  }
}
