/** What a generated network is at run time: its parameters, its predictions and its gradients. */
package dev.neurac.runtime;
