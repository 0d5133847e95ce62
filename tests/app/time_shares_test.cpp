#include "app/time_shares.h"
#include "tests/support/test_registry.h"

#include <QCoreApplication>
#include <QTest>

namespace nie::time_shares_test {

class TimeSharesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySecondBelongsToWhatItEndedIn()
    {
        double now = 100.0;
        TimeShares shares([&now] { return now; });
        QVERIFY(timeSharesText(shares.parts()).empty());
        shares.onStarted({});
        const auto after = [&now](double seconds) { now += seconds; };
        after(6.0);
        shares.onStep({});
        after(1.5);
        shares.onValidation({});
        after(0.5);
        shares.onPrediction(nullptr);
        after(1.0);
        shares.onEvent({2, 9.0, "checkpoint", "Wrote a checkpoint."});
        after(1.0);
        shares.onStep({});
        const TimeShares::Parts parts = shares.parts();
        QCOMPARE(parts.training, 8.0);
        QCOMPARE(parts.evaluation, 1.5);
        QCOMPARE(parts.drawing, 0.5);
        QCOMPARE(timeSharesText(parts), std::string("train 80 % · eval 15 % · draw 5 %"));
    }

    void pausesAreNotCounted()
    {
        double now = 0.0;
        TimeShares shares([&now] { return now; });
        now = 7.0;  // what comes before the beginning is no training
        shares.onStarted({});
        now = 9.0;
        shares.onEvent({0, 2.0, "paused", "Paused."});
        now = 1009.0;
        shares.onEvent({0, 2.0, "resumed", "Resumed."});
        now = 1011.0;
        shares.onPrediction(nullptr);
        QCOMPARE(shares.parts().training, 2.0);
        QCOMPARE(shares.parts().drawing, 2.0);
        QCOMPARE(shares.parts().whole(), 4.0);
    }

    void roundedPartsAddToAWhole()
    {
        QCOMPARE(timeSharesText({.training = 1.0, .evaluation = 1.0, .drawing = 1.0}),
                 std::string("train 34 % · eval 33 % · draw 33 %"));
        QCOMPARE(timeSharesText({.training = 997.0, .evaluation = 1.0, .drawing = 2.0}),
                 std::string("train 100 % · eval 0 % · draw 0 %"));
    }
};

NIE_TEST_WITH(QCoreApplication, TimeSharesTest);

}  // namespace nie::time_shares_test

#include "time_shares_test.moc"
