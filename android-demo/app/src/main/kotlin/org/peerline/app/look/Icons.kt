package org.peerline.app.look

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.graphics.vector.addPathNodes
import androidx.compose.ui.unit.dp

/** Our own drawings: one line of one width, nothing official, no shield, no badge, no star. */
object Icons {
    val back = drawn("M15 5l-7 7 7 7", mirrored = true)
    val onward = drawn("M9 5l7 7-7 7", mirrored = true)
    val leave = drawn("M10 5H6a1 1 0 0 0-1 1v12a1 1 0 0 0 1 1h4M14 8l4 4-4 4M18 12h-8", mirrored = true)
    val talk = drawn("M4 6.5A1.5 1.5 0 0 1 5.500 5h9A1.500 1.500 0 0 1 16 6.500v6a1.500 1.500 0 0 1-1.500 1.500H9l-3.500 3v-3A1.500 1.500 0 0 1 4 12.500zM19 9.500h.5a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-.500v2.500l-3-2.500h-4")
    val check = drawn("M5 13c1.500 0 2-4 3.500-4s2 8 3.500 8 2-6 3.500-6 1.500 2 3.500 2")
    val call = drawn("M7 4h2.500l1.500 4-2 1.500a10 10 0 0 0 5.500 5.500l1.500-2 4 1.500V17a2.500 2.500 0 0 1-2.700 2.500C10.600 19 5 13.400 4.500 6.700A2.500 2.500 0 0 1 7 4z")
    val write = drawn("M5 5h14a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-8l-4 3.500V16H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM8 9.500h8M8 12.500h5")
    val page = drawn("M12 4a8 8 0 1 0 0.010 0zM4 12h16M12 4c3 3 3 13 0 16M12 4c-3 3-3 13 0 16")
    val search = drawn("M10.500 5a5.500 5.500 0 1 0 0.010 0zM15 15l4.500 4.500")
    val filter = drawn("M5 8h14M8 12h8M10.500 16h3")
    val more = drawn("M5 7h14M5 12h14M5 17h14")
    val people = drawn("M9 6a3 3 0 1 0 0.010 0zM3.500 19c0-3 2.500-5 5.500-5s5.500 2 5.500 5M15.500 6.500a2.700 2.700 0 0 1 0 5.200M17 14.300c2 .5 3.500 2.300 3.500 4.700")
    val settings = drawn("M5 8h8M17 8h2M15 6v4M5 16h2M11 16h8M9 14v4")
    val tick = drawn("M5 12.500l4.500 4.500L19 7.500")
    val open = drawn("M12 5a7 7 0 1 0 0.010 0z")
    val cross = drawn("M6.500 6.500l11 11M17.500 6.500l-11 11")
    val clock = drawn("M12 4a8 8 0 1 0 0.010 0zM12 8v4.500l3 2")
    val breath = drawn("M12 5a7 7 0 1 0 0.010 0zM12 9a3 3 0 1 0 0.010 0z")
    val plan = drawn("M7 4h10a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM9 9h6M9 12.500h6M9 16h3.500")
    val later = drawn("M5 7h14v12H5zM5 10.500h14M9 4.500V8M15 4.500V8")
    val eye = drawn("M3.500 12c2-3.700 5-5.500 8.500-5.500s6.500 1.800 8.500 5.500c-2 3.700-5 5.500-8.500 5.500s-6.500-1.800-8.500-5.500zM12 9.500a2.500 2.500 0 1 0 0.010 0z")
    val card = drawn("M4.500 6h15a.5.5 0 0 1 .5.5v11a.5.5 0 0 1-.5.5h-15a.5.5 0 0 1-.5-.5v-11a.5.5 0 0 1 .5-.5zM7.500 10h4v4h-4zM14.500 10.500H17M14.500 13.500H17")
    val duty = drawn("M12 4v3M5.600 6.600l2 2M4 13h3M17 13h3M18.400 6.600l-2 2M8 13a4 4 0 0 1 8 0M6 17.500h12")
    val up = drawn("M6 14.500l6-6 6 6")
    val down = drawn("M6 9.500l6 6 6-6")
    val moon = drawn("M18.500 14.500A7.500 7.500 0 0 1 9.500 5.500a7.500 7.500 0 1 0 9 9z")
    val list = drawn("M4.500 7.500l1.500 1.500 2.500-3M12 7.500h7.500M4.500 15.500l1.500 1.500 2.500-3M12 15.500h7.500")
    val lock = drawn("M7 11h10a.5.5 0 0 1 .5.5v7a.5.5 0 0 1-.5.5H7a.5.5 0 0 1-.5-.5v-7a.5.5 0 0 1 .5-.5zM9 11V8.500a3 3 0 0 1 6 0V11")
    val paper = drawn("M7 4h7l4 4v11.500a.5.5 0 0 1-.5.5h-10a.5.5 0 0 1-.5-.5zM14 4v4h4")
    val share = drawn("M12 14V4.500M8.500 8L12 4.500 15.500 8M6 12v7h12v-7")
    val trash = drawn("M5 7h14M9.500 7V5h5v2M7 7l1 12h8l1-12")

    private fun drawn(path: String, mirrored: Boolean = false): ImageVector =
        ImageVector.Builder(defaultWidth = 24.dp, defaultHeight = 24.dp, viewportWidth = 24f, viewportHeight = 24f, autoMirror = mirrored)
            .addPath(
                addPathNodes(path),
                stroke = SolidColor(Color.Black),
                strokeLineWidth = 1.9f,
                strokeLineCap = StrokeCap.Round,
                strokeLineJoin = StrokeJoin.Round,
            )
            .build()
}
