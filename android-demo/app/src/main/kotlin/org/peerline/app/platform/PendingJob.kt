package org.peerline.app.platform

import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.app.job.JobService
import android.content.ComponentName
import android.content.Context
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import org.peerline.app.PeerlineApplication
import org.peerline.core.Budget
import org.peerline.core.PeerlineException
import org.peerline.core.Wake

/** Lets the core do what is due while the app is not on the screen, and asks it when to come back. */
class PendingJob : JobService() {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    override fun onStartJob(params: JobParameters): Boolean {
        val core = (application as PeerlineApplication).core
        scope.launch {
            val next = try {
                val report = core.run(Budget(foreground = false, waitS = 0u))
                if (report.newOffer) Notices.somethingNew(this@PendingJob)
                core.ifOpen { it.pause() }
                report.next
            } catch (_: PeerlineException) {
                LATER
            }
            schedule(this@PendingJob, next)
            jobFinished(params, false)
        }
        return true
    }

    override fun onStopJob(params: JobParameters): Boolean {
        scope.cancel()
        return true
    }

    companion object {
        private const val ID = 1
        private const val SOON_S = 30u
        private val LATER = Wake(afterS = 900u, urgent = false)

        /** Comes back when the core asked for it. Android may make it later, never much sooner. */
        fun schedule(context: Context, wake: Wake) {
            // While a request waits the core says "urgent", whatever else is due when: then it is soon.
            val after = (if (wake.urgent) minOf(wake.afterS, SOON_S) else wake.afterS).toLong() * 1_000
            val slack = if (wake.urgent) 30_000L else 15 * 60_000L
            val job = JobInfo.Builder(ID, ComponentName(context, PendingJob::class.java))
                .setMinimumLatency(after)
                .setOverrideDeadline(after + slack)
                .setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY)
                .setPersisted(true)
                .build()
            context.getSystemService(JobScheduler::class.java)?.schedule(job)
        }
    }
}
