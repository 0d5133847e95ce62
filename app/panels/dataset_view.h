#pragma once

#include "app/data_engine.h"
#include "core/results/figure_spec.h"
#include "core/results/standard_figures.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QGridLayout;
class QLabel;
class QSlider;
class QSpinBox;
class QTableWidget;

namespace nie {

class FigureView;

/// A data set: one of its samples drawn, statistics of its channels, and what is known of it.
class DatasetView : public QWidget {
    Q_OBJECT
public:
    /// `prefix` stands before the names of its widgets: there are two in the window.
    explicit DatasetView(const QString& prefix, QWidget* parent = nullptr);

    void showDataset(const std::shared_ptr<const OpenDataset>& dataset, const DatasetSample& first);
    void showSample(const DatasetSample& sample);
    void clear(const QString& reason);
    const std::shared_ptr<const OpenDataset>& dataset() const { return m_dataset; }
    FigureSpec figure() const;
    /// Name and content hash of the data set.
    Provenance provenance() const;

Q_SIGNALS:
    void sampleWanted(std::int64_t index);

private:
    template <class Widget>
    Widget* add(const char* name, const QString& accessibleName);
    QWidget* makeControls();
    QWidget* makeTimeRow();
    QWidget* makeFacts();
    QLabel* addFact(QGridLayout& grid, const char* name, const QString& title);
    void fillControls(const DatasetStudy& study);
    void fillStatistics(const DatasetStudy& study);
    void fillFacts(const DatasetStudy& study);
    void draw();

    QString m_prefix;
    std::shared_ptr<const OpenDataset> m_dataset;
    DatasetSample m_shown;
    QLabel* m_title;
    QLabel* m_equation;
    QSpinBox* m_sample;
    QLabel* m_sampleCount;
    QLabel* m_channelLabel;
    QComboBox* m_channel;
    QWidget* m_timeRow;
    QSlider* m_time;
    QLabel* m_timeText;
    FigureView* m_figure;
    QTableWidget* m_statistics;
    QLabel* m_shape;
    QLabel* m_split;
    QLabel* m_given;
    QLabel* m_normalisation;
    QLabel* m_size;
    QLabel* m_hash;
};

}  // namespace nie
