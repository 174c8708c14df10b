package main

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"csp/commands"
)

// metrics are the figures of /metrics. No label holds what people typed.
type metrics struct {
	registry    *prometheus.Registry
	requests    *prometheus.CounterVec   // by command word and outcome
	took        *prometheus.HistogramVec // seconds until acknowledged, by kind
	late        prometheus.Counter
	stopgaps    prometheus.Counter
	faults      prometheus.Counter
	refusals    *prometheus.CounterVec // by reason
	redelivered prometheus.Counter
	unknown     *prometheus.CounterVec // by what was not understood
	cuts        prometheus.Counter
	calls       *prometheus.CounterVec // by method and outcome
	sockets     prometheus.Gauge
	reported    prometheus.Gauge
	lastHello   prometheus.Gauge
	lastEvent   prometheus.Gauge
	reconnects  prometheus.Counter
	cardHits    prometheus.Counter
	owed        *prometheus.CounterVec // by what became of it
	owing       *prometheus.GaugeVec   // by what is wrong
}

func newMetrics() *metrics {
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	counter := func(name, help string) prometheus.Counter {
		c := prometheus.NewCounter(prometheus.CounterOpts{Name: "csp_" + name, Help: help})
		r.MustRegister(c)
		return c
	}
	counters := func(name, help string, labels ...string) *prometheus.CounterVec {
		c := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "csp_" + name, Help: help}, labels)
		r.MustRegister(c)
		return c
	}
	gauge := func(name, help string) prometheus.Gauge {
		g := prometheus.NewGauge(prometheus.GaugeOpts{Name: "csp_" + name, Help: help})
		r.MustRegister(g)
		return g
	}
	gauges := func(name, help string, labels ...string) *prometheus.GaugeVec {
		g := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "csp_" + name, Help: help}, labels)
		r.MustRegister(g)
		return g
	}
	m := &metrics{
		registry:    r,
		requests:    counters("requests_total", "Requests by command and outcome.", "command", "outcome"),
		late:        counter("acks_late_total", "Acknowledgements that took longer than Slack waits."),
		stopgaps:    counter("acks_stopgap_total", "Acknowledgements that went out before the answer was ready."),
		faults:      counter("faults_total", "Answers that were: something went wrong."),
		refusals:    counters("refusals_total", "Deliveries that were turned away, by reason.", "reason"),
		redelivered: counter("redelivered_total", "Deliveries that came again."),
		unknown:     counters("not_understood_total", "Deliveries acknowledged without being understood.", "what"),
		cuts:        counter("answers_cut_total", "Answers too long for one message."),
		calls:       counters("slack_calls_total", "Calls of Slack's Web API by method and outcome.", "method", "outcome"),
		sockets:     gauge("socket_connections", "Socket Mode connections that are up."),
		reported:    gauge("socket_connections_reported", "Connections that Slack counts for the app."),
		lastHello:   gauge("socket_last_hello_seconds", "When Slack last greeted a connection, Unix time."),
		lastEvent:   gauge("last_delivery_seconds", "When Slack last delivered anything, Unix time."),
		reconnects:  counter("socket_opened_total", "Connections opened."),
		cardHits:    counter("kept_answers_total", "Answers given from memory."),
		owed:        counters("posts_total", "What became of posts that were owed.", "what"),
		owing:       gauges("posts_wrong", "Posts missing or doubled in the last night's reading, channels parked, seconds since a tick; the first two should be 0.", "what"),
	}
	m.took = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "csp_ack_seconds", Help: "Time until a delivery was acknowledged.",
		Buckets: []float64{.0001, .001, .01, .1, .5, 1, 2, 2.5, 3},
	}, []string{"kind"})
	r.MustRegister(m.took)
	return m
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// call counts a call of Slack.
func (m *metrics) call(method string, res *http.Response, err error) {
	outcome := "no answer"
	if err == nil {
		outcome = strconv.Itoa(res.StatusCode)
	}
	m.calls.WithLabelValues(method, outcome).Inc()
}

// reminder counts what the sender did, or sets what it found.
func (m *metrics) reminder(what string, n int) {
	switch what {
	case "missing", "doubled", "parked", "tick_age_seconds":
		m.owing.WithLabelValues(what).Set(float64(n))
	default:
		m.owed.WithLabelValues(what).Add(float64(n))
	}
}

// acked notes how long an acknowledgement took.
func (m *metrics) acked(kind string, took time.Duration) {
	m.took.WithLabelValues(kind).Observe(took.Seconds())
	if took > ackDeadline {
		m.late.Inc()
	}
}

// commandWords are the words that a log or a metric may hold; what else
// people type first may be a person's name.
func commandWords() map[string]bool {
	words := map[string]bool{}
	for _, c := range commands.Table {
		words[c.Name] = true
		for _, a := range c.Aliases {
			words[a] = true
		}
	}
	return words
}
