/* Patches: changes of finished bytes that the fields of a recipe cannot say. */

#ifndef CERTLINT_TESTS_FORGE_PATCH_H
#define CERTLINT_TESTS_FORGE_PATCH_H

#include "forge_recipe.h"

/*
 * Patches of what is signed come before the signature, so that sig=good stays good: called first
 * for that part, which leaves out what it cannot do, then for the whole.
 */
void apply_patches(struct buf *b, size_t start, const struct recipe *recipe, bool *done, bool last);

#endif
