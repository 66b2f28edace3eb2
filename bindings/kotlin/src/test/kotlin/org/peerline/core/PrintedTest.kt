package org.peerline.core

import java.io.File
import java.time.Instant
import kotlin.reflect.KClass
import kotlin.reflect.KType
import kotlin.reflect.full.createInstance
import kotlin.reflect.full.isSubclassOf
import kotlin.reflect.full.primaryConstructor
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

private const val PERSONAL = "Dana Ruiz, badge 4411"

/** Nothing that crosses the border prints itself. The types are read from what was generated: none can be forgotten. */
class PrintedTest {
    private val types: List<KClass<*>> = run {
        val source = File(System.getProperty("peerline.generated"), "org/peerline/core/peerline.kt").readLines()
        val named = source.mapNotNull { DECLARED.find(it)?.groupValues?.get(1) }
        named.map { Class.forName("org.peerline.core.$it").kotlin }
    }

    @Test
    fun `a value prints its name and nothing else`() {
        val records = types.filter { !it.isSubclassOf(Throwable::class) }
        assertTrue(records.size > 25, "$records")
        for (type in records) {
            for (value in everyKind(type)) {
                assertEquals("[${type.simpleName}]", value.toString())
                assertEquals("a [[${type.simpleName}]]", "a ${listOf(value)}")
            }
        }
    }

    @Test
    fun `an error holds numbers and reasons only`() {
        val errors = types.filter { it.isSubclassOf(Throwable::class) }
        assertEquals(setOf("PeerlineException", "KeyStoreException", "ListenerException"), errors.map { it.simpleName }.toSet())
        for (error in errors.flatMap { it.sealedSubclasses }) {
            for (parameter in error.primaryConstructor!!.parameters) {
                val type = parameter.type.classifier as KClass<*>
                assertTrue(type == UInt::class || type.java.isEnum, "${error.simpleName}.${parameter.name}")
            }
            val printed = (made(error) as Throwable).stackTraceToString()
            assertFalse("/" in printed.lineSequence().first(), printed)
        }
    }

    /** One of a record; one of each case of an enum with data. */
    private fun everyKind(type: KClass<*>): List<Any> = if (type.isSealed) type.sealedSubclasses.map(::made) else listOf(made(type))

    private fun made(type: KClass<*>): Any =
        type.objectInstance
            ?: type.primaryConstructor?.let { made -> made.call(*made.parameters.map { sample(it.type) }.toTypedArray()) }
            ?: type.createInstance()

    private fun sample(type: KType): Any {
        val kind = type.classifier as KClass<*>
        return when {
            kind == String::class -> PERSONAL
            kind == Boolean::class -> true
            kind == UInt::class -> 4411u
            kind == UByte::class -> 44.toUByte()
            kind == UShort::class -> 4411.toUShort()
            kind == ULong::class -> 4411uL
            kind == Long::class -> 4411L
            kind == Int::class -> 4411
            kind == Double::class -> 44.11
            kind == Instant::class -> Instant.ofEpochSecond(4411)
            kind == ByteArray::class -> PERSONAL.encodeToByteArray()
            kind == List::class -> listOf(sample(type.arguments.first().type!!))
            kind.java.isEnum -> kind.java.enumConstants.first()
            kind.isSealed -> made(kind.sealedSubclasses.first { it.objectInstance == null })
            kind.isData -> made(kind)
            else -> error("a record has a field of a kind that this test does not know: $kind")
        }
    }

    private companion object {
        val DECLARED = Regex("^(?:data|sealed) class ([A-Za-z]+)")
    }
}
