package dev.berth.proxy.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.proxy.hub.FeedProgress.Contact;
import dev.berth.proxy.hub.FeedProgress.Disk;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The states of a follower, event by event. */
class FeedProgressTests {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final FeedProgress start = FeedProgress.begin(7);

    @Test
    void anAdditionIsAcknowledgedBeforeItIsOnDisk() {
        FeedProgress behind = start.applied(true, false);
        assertThat(behind.disk()).isEqualTo(Disk.BEHIND);
        assertThat(behind.unwritten(9).acknowledged()).isEqualTo(9);
    }

    @Test
    void whatTakesSomethingAwayIsAcknowledgedOnlyWhenItIsOnDisk() {
        FeedProgress owing = start.applied(true, true);
        assertThat(owing.unwritten(9).acknowledged()).isEqualTo(7);
        FeedProgress later = owing.applied(true, false).applied(false, false);
        assertThat(later.disk()).as("it is still owed").isEqualTo(Disk.OWING);
        assertThat(later.written(10)).isEqualTo(new FeedProgress(new Contact.Following(), Disk.CURRENT, 10));
    }

    @Test
    void anEmptyPageOwesNothing() {
        assertThat(start.applied(false, false).disk()).isEqualTo(Disk.CURRENT);
    }

    @Test
    void theLossOfTheHubsIsReportedOnceAndSoIsTheirReturn() {
        assertThat(start.reportedLost()).isFalse();
        FeedProgress once = start.applied(true, false).lost();
        assertThat(once.newlyLost()).isTrue();
        FeedProgress twice = once.lost();
        assertThat(twice.newlyLost()).isFalse();
        assertThat(twice.reportedLost()).isTrue();
        assertThat(twice.disk()).as("what was unwritten is so still").isEqualTo(Disk.BEHIND);
        assertThat(twice.applied(false, false).reportedLost()).isFalse();
    }

    @Test
    void pausesGrowToTheLongestOneAndBeginAgainAfterAContact() {
        FeedProgress lost = start.lost();
        assertThat(lost.pause(LONGEST)).isEqualTo(Duration.ofMillis(200));
        assertThat(lost.lost().pause(LONGEST)).isEqualTo(Duration.ofMillis(400));
        FeedProgress forLong = lost;
        for (int i = 0; i < 1_000; i++) {
            forLong = forLong.lost();
        }
        assertThat(forLong.pause(LONGEST)).isEqualTo(LONGEST);
        assertThat(forLong.applied(false, false).lost().pause(LONGEST)).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void aBrokenFeedAcknowledgesNothingAndForgetsNoDebt() {
        FeedProgress broken = start.applied(true, true).broken();
        assertThat(broken.acknowledged()).isEqualTo(-1);
        assertThat(broken.disk()).isEqualTo(Disk.OWING);
    }
}
