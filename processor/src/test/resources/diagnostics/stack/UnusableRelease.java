// options --release 11
package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 2, out = 1)
interface UnusableRelease extends Network {} // error [UnusableRelease] this is compiled for Java 11, but the classes

@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 2, out = 1)
interface SaidOnce extends Network {}

/* expected
[UnusableRelease] this is compiled for Java 11, but the classes that Neurac generates need Java 17
  Compile with --release 17 or later; in Maven <release>17</release>, in Gradle options.release = 17.
*/
