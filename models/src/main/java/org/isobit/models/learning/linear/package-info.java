/** Linear regression: what a network has to beat before it is worth its training. */
package org.isobit.models.learning.linear;
