#pragma once

#include <QWidget>

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

class QCustomPlot;

namespace nie {

/// A value of each sample as bars on a logarithmic axis, the largest first. The mouse over a bar
/// tells which sample it is; a click chooses it.
class SampleBars : public QWidget {
    Q_OBJECT

public:
    explicit SampleBars(QWidget* parent = nullptr);
    ~SampleBars() override;

    /// (index of the sample, value); what is not finite or not above 0 is left out and counted.
    /// `label`: of the axis.
    void setValues(std::vector<std::pair<std::int64_t, double>> values, const QString& label);
    void clear();
    void setEmptyText(const QString& text);
    /// The sample whose bar stands out; none: no bar.
    void setChosen(std::optional<std::int64_t> sample);
    std::optional<std::int64_t> chosen() const;
    /// In the order of the bars.
    const std::vector<std::pair<std::int64_t, double>>& bars() const;
    /// "2 of 40 samples not shown", or empty.
    QString notShownText() const;

    /// The drawing inside, for tests and unusual needs.
    QCustomPlot* drawing() const;

Q_SIGNALS:
    void sampleChosen(std::int64_t sample);

protected:
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

}  // namespace nie
