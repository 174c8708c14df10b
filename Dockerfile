# The program alone on an empty image: no shell, no package, not root.

FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=container
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags "-s -w -X main.version=${VERSION}" -o /out/csp ./bot \
	&& mkdir /out/data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/csp /csp
COPY --from=build --chown=65532:65532 --chmod=700 /out/data /data
USER 65532:65532
WORKDIR /data
VOLUME /data
ENV CSP_STORE=bolt:/data/csp.db
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["/csp", "health"]
ENTRYPOINT ["/csp"]
CMD ["serve"]
