#include "core/base/files.h"
#include "core/data/array_import.h"
#include "core/data/channel_units.h"
#include "core/io/hdf5_file.h"
#include "core/io/npz.h"
#include "tests/support/error_text.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::array_import_test {

namespace {

/// 0, 1, 2, ... in a shape.
NumericArray counted(const std::string& name, std::vector<std::int64_t> shape)
{
    NumericArray array{name, std::move(shape), {}};
    array.values.resize(*elementCount(array.shape));
    for (std::size_t i = 0; i < array.values.size(); ++i)
        array.values[i] = static_cast<double>(i);
    return array;
}

using Shape = std::vector<std::int64_t>;

}  // namespace

class ArrayImportTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    /// Writes the arrays and imports them.
    Dataset import(const std::vector<NumericArray>& arrays, ImportOptions options = {})
    {
        writeNpz(m_folder / "x.npz", arrays);
        options.path = (m_folder / "x.npz").string();
        return importArrays(options, "test", {});
    }
    AxisGuess guess(const std::vector<NumericArray>& arrays, const std::string& array)
    {
        writeNpz(m_folder / "x.npz", arrays);
        return guessAxes(*ArrayFile::open(m_folder / "x.npz"), array);
    }

private Q_SLOTS:
    void axesAreGuessedWithAReason()
    {
        const auto recording = guess({counted("bold", {5, 200})}, "bold");
        QCOMPARE(recording.axesText(), std::string("channel,time"));
        QVERIFY(recording.reasons[1].find("longer side") != std::string::npos);
        QCOMPARE(guess({counted("v", {10, 50, 3})}, "v").axesText(),
                 std::string("sample,time,channel"));
        const auto pde = guess({counted("tensor", {6, 21, 32}), counted("x-coordinate", {32}),
                                counted("t-coordinate", {22})},
                               "tensor");
        QCOMPARE(pde.axesText(), std::string("sample,time,x"));
        QCOMPARE(pde.times, std::string("t-coordinate"));
        QCOMPARE(pde.coordinates.front(), std::string("x-coordinate"));
        const auto fno =
            guess({counted("a", {6, 8, 8}), counted("u", {6, 8, 8, 5}), counted("t", {1, 5})}, "u");
        QCOMPARE(fno.axesText(), std::string("sample,x,y,time"));
        QCOMPARE(fno.initial, std::string("a"));
        QCOMPARE(fno.times, std::string("t"));
        const auto burgers = guess({counted("a", {6, 64}), counted("u", {6, 64})}, "u");
        QCOMPARE(burgers.axesText(), std::string("sample,x"));
    }

    void pdeBenchLayoutBecomesAField()
    {
        NumericArray edges = counted("t-coordinate", {5});
        const Dataset set =
            import({counted("tensor", {3, 4, 6}), counted("x-coordinate", {6}), edges});
        QVERIFY((set.shape() == Shape{3, 4, 6, 1}));
        QCOMPARE(set.times.size(0), std::int64_t(4));
        QCOMPARE(set.space.front().coordinates[5], 5.0);
        QCOMPARE(set.values[1][2][3][0].item<double>(), 24.0 + 2 * 6 + 3);
        QCOMPARE(set.givenPoints, std::int64_t(1));
    }

    void fnoLayoutPutsTheInitialStateFirst()
    {
        NumericArray t = counted("t", {1, 5});
        for (double& time : t.values)
            time += 1;
        const Dataset set = import({counted("a", {3, 4, 2}), counted("u", {3, 4, 2, 5}), t});
        QVERIFY((set.shape() == Shape{3, 6, 4, 2, 1}));
        QCOMPARE(set.times[0].item<double>(), 0.0);
        QCOMPARE(set.times[5].item<double>(), 5.0);
        QCOMPARE(set.values[1][0][2][1][0].item<double>(), 8.0 + 2 * 2 + 1);
        QCOMPARE(set.values[1][4][2][1][0].item<double>(), 40.0 + 2 * 10 + 1 * 5 + 3);
        const Dataset burgers = import({counted("a", {3, 8}), counted("u", {3, 8})});
        QVERIFY((burgers.shape() == Shape{3, 2, 8, 1}));
    }

    void axesMayBeGivenAndTurnedRound()
    {
        ImportOptions options;
        options.axes = "channel, time, sample";
        options.timeStep = 0.5;
        options.given = 2;
        const Dataset set = import({counted("v", {2, 4, 3})}, options);
        QVERIFY((set.shape() == Shape{3, 4, 2}));
        QCOMPARE(set.values[2][3][1].item<double>(), 12.0 + 3 * 3 + 2);
        QCOMPARE(set.times[3].item<double>(), 1.5);
        QCOMPARE(set.givenPoints, std::int64_t(2));
    }

    void longRecordingIsCutIntoWindows()
    {
        ImportOptions options;
        options.window = 20;
        options.stride = 10;
        const Dataset set = import({counted("ts", {100, 2})}, options);
        QVERIFY((set.shape() == Shape{9, 20, 2}));
        QCOMPARE(set.values[3][5][1].item<double>(), 2.0 * 35 + 1);
        QCOMPARE(set.timeLabel, std::string("step"));
    }

    void tableGivesNamesAndTimes()
    {
        writeFileAtomically(m_folder / "x.csv", "time,left,right\n0,1,2\n0.5,3,4\n1,5,6\n");
        ImportOptions options;
        options.path = (m_folder / "x.csv").string();
        const Dataset set = importArrays(options, "test", {});
        QVERIFY((set.channels == std::vector<std::string>{"left", "right"}));
        QVERIFY((set.shape() == Shape{1, 3, 2}));
        QCOMPARE(set.times[1].item<double>(), 0.5);
    }

    void largeHdf5IsStreamedWithTheSameNumbers()
    {
        {
            Hdf5Writer writer(m_folder / "x.h5");
            writer.add("tensor", {5, 3, 4}, counted("", {5, 3, 4}).values);
            writer.add("x-coordinate", {4}, {0, 1, 2, 3});
            writer.finish();
        }
        ImportOptions options;
        options.path = (m_folder / "x.h5").string();
        const Dataset whole = importArrays(options, "test", {});
        options.memoryLimit = 0;
        const Dataset streamed = importArrays(options, "test", {});
        QVERIFY(streamed.reader && !whole.reader);
        QVERIFY(torch::equal(streamed.samples({4, 0}).to(torch::kFloat64), whole.samples({4, 0})));
    }

    void unitsStandBehindTheNamesOfTheirChannels()
    {
        ImportOptions options;
        options.channelUnits = "m/s, Pa";
        const NumericArray two = counted("v", {3, 4, 2});
        QVERIFY((import({two}, options).channels ==
                 std::vector<std::string>{"channel 1 / m/s", "channel 2 / Pa"}));
        options.channelUnits = "mV";
        QVERIFY((import({two}, options).channels ==
                 std::vector<std::string>{"channel 1 / mV", "channel 2 / mV"}));
        options.channelUnits = ",K";
        const Dataset one = import({two}, options);
        QVERIFY((one.channels == std::vector<std::string>{"channel 1", "channel 2 / K"}));
        QVERIFY((channelUnits(one.channels) == std::vector<std::string>{"", "K"}));
        QVERIFY(channelUnits({"y1", "x/y"}).empty());
        options.channelUnits = "a,b,c";
        QVERIFY(
            test::inputErrorOf([&] { import({two}, options); })
                .contains(
                    "dataset.channel_units: not one unit a channel (found 3 units; allowed: 2"));
    }

    void faultsAreNamed_data()
    {
        QTest::addColumn<QString>("array");
        QTest::addColumn<QString>("axes");
        QTest::addColumn<int>("given");
        QTest::addColumn<int>("window");
        QTest::addColumn<QString>("message");
        const QString none;
        QTest::newRow("several arrays") << none << none << 0 << 0 << "several arrays are equally";
        QTest::newRow("unknown array") << "zz" << none << 0 << 0 << "array: there is none";
        QTest::newRow("number of axes")
            << "v"
            << "sample,time" << 0 << 0 << "axes: another number of axes";
        QTest::newRow("twice") << "v"
                               << "time,time,channel" << 0 << 0 << "stands twice";
        QTest::newRow("all given") << "v" << none << 4 << 0 << "no points are left to predict";
        QTest::newRow("long window") << "v" << none << 0 << 5 << "window: does not fit";
        QTest::newRow("not finite") << "w" << none << 0 << 0
                                    << "2 numbers are missing, NaN or infinite (found the first in "
                                       "sample 1 at time 2";
    }
    void faultsAreNamed()
    {
        QFETCH(QString, array);
        QFETCH(QString, axes);
        QFETCH(int, given);
        QFETCH(int, window);
        QFETCH(QString, message);
        ImportOptions options;
        options.array = array.toStdString();
        options.axes = axes.toStdString();
        options.given = given;
        options.window = window;
        NumericArray gaps = counted("w", {3, 4, 2});
        gaps.values[12] = gaps.values[20] = std::nan("");
        const QString error = test::inputErrorOf([&] {
            import({counted("v", {3, 4, 2}), gaps}, options);
        });
        QVERIFY2(error.contains(message), qPrintable(error));
    }
};

NIE_TEST(ArrayImportTest);

}  // namespace nie::array_import_test

#include "array_import_test.moc"
