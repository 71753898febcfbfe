package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 9, out = 10)
@Layer(out = 20)
@Layer(out = 30)
@Layer(out = 40)
@Layer(out = 50)
@Layer(out = 60)
@Layer(out = 70)
@Layer(out = 80)
@Layer(in = 8, out = 90, name = "middle")
@Layer(out = 100)
@Layer(out = 110)
@Layer(out = 120)
@Layer(out = 130)
interface ShapeMismatchDeep extends Network {} // error [ShapeMismatch] middle expects in = 8

/* expected
[ShapeMismatch] middle expects in = 8, but layer 8 produces 80
    …
    layer 3      30     @Layer(out = 30)
    layer 4      40     @Layer(out = 40)
    layer 5      50     @Layer(out = 50)
    layer 6      60     @Layer(out = 60)
    layer 7      70     @Layer(out = 70)
    layer 8      80     @Layer(out = 80)
  > middle       90     @Layer(in = 8, out = 90, name = "middle")
    layer 10    100     @Layer(out = 100)
    layer 11    110     @Layer(out = 110)
    layer 12    120     @Layer(out = 120)
    …
  Write in = 80, or leave in out: it is inferred.
*/
