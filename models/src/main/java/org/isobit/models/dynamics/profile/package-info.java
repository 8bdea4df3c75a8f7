/** What lists, pictures and files say of a model: what its variables are, its unit of time, a usual run. */
package org.isobit.models.dynamics.profile;
