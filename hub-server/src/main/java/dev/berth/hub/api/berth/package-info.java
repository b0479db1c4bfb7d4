/**
 * REST calls of Berth's own, below {@code /hub/api/berth}: what the administrators' pages show and do, for programs, under the same
 * scopes. Thin: each hands a question or a wish to the feature that it belongs to. None of them changes an answer of JupyterHub's.
 */
@NullMarked
package dev.berth.hub.api.berth;

import org.jspecify.annotations.NullMarked;
