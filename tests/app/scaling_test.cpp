// A screen of 1024 x 700 logical pixels is enough for every page, whatever the scale of the
// desktop.
#include "app/torch_engine.h"
#include "tests/app/widget_checks.h"
#include "tests/app/window_driver.h"
#include "tests/support/test_registry.h"

#include <QProcess>
#include <QProcessEnvironment>

namespace nie::scaling_test {

using namespace nie::test;

namespace {

constexpr int kWidth = 1024;
constexpr int kHeight = 700;
constexpr const char* kScale = "QT_SCALE_FACTOR";

}  // namespace

class ScalingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPageFitsAtThisScale();
    void everyPageFitsAtEveryScale_data();
    void everyPageFitsAtEveryScale();
};

void ScalingTest::everyPageFitsAtThisScale()
{
    WindowDriver driver(makeTorchEngine());
    QCOMPARE(driver.window.devicePixelRatioF(), qEnvironmentVariable(kScale, "1").toDouble());
    QVERIFY(driver.openSmall({"training.steps=10", "model.width=8"}));
    QStringList problems;
    for (const auto& [page, name] : kPageNames) {
        driver.window.showPage(page);
        driver.window.resize(kWidth, kHeight);
        QTest::qWait(50);
        if (driver.window.width() > kWidth || driver.window.height() > kHeight)
            problems << QString("%1: %2 x %3")
                            .arg(name)
                            .arg(driver.window.width())
                            .arg(driver.window.height());
        for (const QString& widget : cutBelow(driver.window))
            problems << QString("%1, cut: %2").arg(name, widget);
    }
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join('\n')));
}

void ScalingTest::everyPageFitsAtEveryScale_data()
{
    QTest::addColumn<QString>("factor");
    for (const char* factor : {"2", "3"})
        QTest::newRow(factor) << QString(factor);
}

/// The scale is read when a program starts: each has one of its own.
void ScalingTest::everyPageFitsAtEveryScale()
{
    QFETCH(QString, factor);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(kScale, factor);
    QProcess program;
    program.setProcessEnvironment(environment);
    program.setProcessChannelMode(QProcess::MergedChannels);
    program.start(QCoreApplication::applicationFilePath(),
                  {"scaling_test", "everyPageFitsAtThisScale"});
    QVERIFY(program.waitForFinished(120000));
    const QByteArray text = program.readAll();
    QVERIFY2(program.exitStatus() == QProcess::NormalExit && program.exitCode() == 0,
             text.constData());
}

NIE_TEST_WITH(QApplication, ScalingTest);

}  // namespace nie::scaling_test

#include "scaling_test.moc"
