/** Networks that are known by name, put together of the library's layers. */
package org.isobit.models.learning.networks;
