package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 3, out = 3)
interface NotANode extends Network {
  float score(float[] row); // error [NotANode] the abstract method score has no annotation
}

/* expected
[NotANode] the abstract method score has no annotation that says what it computes
  Give the method a body: the layers of this network are on the type.
*/
